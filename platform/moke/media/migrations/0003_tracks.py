from django.db import migrations, models

CHINESE = "zh-Hans"


def name_the_language(apps, schema_editor):
    """Captions had no language before; they were said to be Chinese."""
    recordings = apps.get_model("media", "Recording").objects
    for recording in recordings.exclude(captions="").only("captions").iterator():
        recordings.filter(pk=recording.pk).update(tracks={CHINESE: recording.captions})


class Migration(migrations.Migration):
    dependencies = [("media", "0002_refinement")]

    operations = [
        migrations.AddField(
            model_name="recording",
            name="tracks",
            field=models.JSONField(default=dict, editable=False),
        ),
        migrations.RunPython(name_the_language, migrations.RunPython.noop),
    ]
