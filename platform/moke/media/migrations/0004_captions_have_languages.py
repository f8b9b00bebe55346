from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("media", "0003_tracks")]

    operations = [migrations.RemoveField(model_name="recording", name="captions")]
