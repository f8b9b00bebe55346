from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('media', '0009_caption_draft'),
    ]

    operations = [
        migrations.AddField(
            model_name='recording',
            name='possible_starts',
            field=models.JSONField(default=list, editable=False),
        ),
    ]
