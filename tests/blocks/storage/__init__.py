"""Every storage keeps the same promises: a folder, and S3 over HTTP."""
