"""What users bring: files, objects and addresses, well meant and not."""
