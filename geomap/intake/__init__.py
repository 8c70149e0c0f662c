"""Takes files as people leave them: encodings, headers, marks for nothing, figures, positions. Tells what it did."""
