"""The resolver: from a mention to the place it means, with reasons."""
