"""A recording that goes through the pipeline once, however many tests begin with it."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.core.files.storage import storages
from django.forms.models import model_to_dict

from moke.media.domain.processing import process, remove_retired
from moke.media.domain.recording import receive_file
from moke.media.files import source_path
from moke.media.models import Recording, Rendition
from tests.factories.media import RecordingFactory

OWN = {"id", "key", "owner", "source", "created_at", "changed_at"}
FIELDS = [one.name for one in Recording._meta.concrete_fields if one.name not in OWN]


@dataclass
class Processed:
    """What the pipeline made of a clip: the first test has it made, others get copies."""

    folder: Path
    make: Callable[[Path], Path]
    """Makes the clip at a path."""
    fields: dict[str, Any] = field(default_factory=dict)
    rungs: list[dict[str, Any]] = field(default_factory=list)

    def recording(self) -> Recording:
        recording = RecordingFactory()
        if self.fields:
            self._copy_to(recording)
        else:
            self._process(recording)
            self._keep(recording)
        recording.refresh_from_db()
        return recording

    def _process(self, recording: Recording) -> None:
        clip = self.make(self.folder / "a.mp4")
        size_bytes = clip.stat().st_size
        receive_file(recording=recording, path=clip, original_name=clip.name, size_bytes=size_bytes)
        process(recording=recording)
        remove_retired(recording=recording)
        recording.refresh_from_db()

    def _keep(self, recording: Recording) -> None:
        shutil.copytree(_folder_of(recording), self.folder / "kept")
        self.fields = {name: getattr(recording, name) for name in FIELDS}
        self.rungs = [
            model_to_dict(rung, exclude=["id", "recording"]) for rung in recording.renditions.all()
        ]

    def _copy_to(self, recording: Recording) -> None:
        shutil.copytree(self.folder / "kept", _folder_of(recording))
        source = source_path(recording.key)
        Recording.objects.filter(pk=recording.pk).update(source=source, **self.fields)
        Rendition.objects.bulk_create(Rendition(recording=recording, **rung) for rung in self.rungs)


def _folder_of(recording: Recording) -> str:
    return storages["recordings"].path(str(recording.key))
