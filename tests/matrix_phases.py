"""The rows of the access matrix for the phases of takes, and for takes side by side."""

from tests.matrix import Route, post

PHASE_ROUTES = (
    Route("research:phases", "own", "take"),
    post("research:phases", "own", "take", data={"start_0": "0:00", "start_1": "0:05"}),
    Route("research:compare", "plan", "lesson"),
)
