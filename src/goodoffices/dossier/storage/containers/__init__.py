"""Where a dossier's files lie (a folder, an archive) and what stands in them, within limits that keep memory bounded."""
