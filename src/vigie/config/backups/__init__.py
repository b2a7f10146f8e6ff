"""Copies of everything (``making``), and their return (``restoring``), which comes before Django may be imported."""
