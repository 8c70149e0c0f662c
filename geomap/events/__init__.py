"""The event coder: from resolved places to what happened there, and when."""
