"""The demo district: invented schools, people and lessons, loaded by `manage.py load_demo`."""
