"""Plain text files: from bytes to text, from text to nested values that remember their line, and back."""
