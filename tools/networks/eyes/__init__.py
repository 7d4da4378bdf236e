"""The pocket eyes' network: pictures to distributions over what stands where."""
