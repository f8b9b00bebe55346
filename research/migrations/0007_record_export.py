
import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('lessons', '0005_search'),
        ('research', '0006_phase_marks'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='RecordExport',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('kind', models.CharField(choices=[('pdf', 'PDF'), ('docx', 'Word document')], max_length=4)),
                ('language', models.CharField(max_length=10)),
                ('digest', models.CharField(max_length=64)),
                ('state', models.CharField(choices=[('queued', 'Waiting its turn'), ('stills', 'Cutting stills'), ('pages', 'Setting pages'), ('ready', 'Ready'), ('failed', 'Could not be made')], default='queued', max_length=6)),
                ('percent', models.PositiveSmallIntegerField(default=0)),
                ('file', models.FileField(blank=True, upload_to='record-exports')),
                ('size_bytes', models.PositiveBigIntegerField(null=True)),
                ('asked_at', models.DateTimeField(auto_now_add=True)),
                ('made_at', models.DateTimeField(null=True)),
                ('lesson', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='exports', to='lessons.lessonpage')),
                ('wanted_by', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'file of a record',
                'verbose_name_plural': 'files of records',
                'ordering': ['-asked_at'],
                'constraints': [models.UniqueConstraint(fields=('lesson', 'wanted_by', 'kind', 'language'), name='a_file_of_a_record_is_asked_for_once')],
            },
        ),
    ]
