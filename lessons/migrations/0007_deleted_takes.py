import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('lessons', '0006_letters_to_reviewers'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='take',
            name='deleted_at',
            field=models.DateTimeField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name='take',
            name='deleted_because',
            field=models.CharField(blank=True, choices=[('wrong-file', 'The wrong file was uploaded'), ('consent', 'Consent was withdrawn'), ('other', 'Another reason')], editable=False, max_length=12),
        ),
        migrations.AddField(
            model_name='take',
            name='deleted_by',
            field=models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='take',
            name='deletion_words',
            field=models.CharField(blank=True, editable=False, max_length=200),
        ),
    ]
