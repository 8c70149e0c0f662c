"""Writers: from tables to files."""
