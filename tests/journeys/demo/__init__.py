"""Walks of the people of the demo district through the polishing of its lessons."""
