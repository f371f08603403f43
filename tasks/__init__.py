"""One module a stage, thin: policy above, one engine call below."""
