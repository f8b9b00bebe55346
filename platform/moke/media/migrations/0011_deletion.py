import django.db.models.deletion
from django.db import migrations, models

STATES = [
    ('waiting', 'Waiting for a file'),
    ('uploading', 'Uploading'),
    ('queued', 'Waiting its turn'),
    ('probing', 'Looking at the file'),
    ('encoding', 'Encoding'),
    ('publishing', 'Publishing'),
    ('ready', 'Ready to play'),
    ('failed', 'Could not be processed'),
    ('deleted', 'Deleted'),
]


class Migration(migrations.Migration):

    dependencies = [
        ('media', '0010_possible_starts'),
    ]

    operations = [
        migrations.AlterField(
            model_name='recording',
            name='state',
            field=models.CharField(choices=STATES, default='waiting', max_length=12, verbose_name='state'),
        ),
        migrations.CreateModel(
            name='Deletion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state', models.CharField(choices=STATES, max_length=12)),
                ('attempt', models.CharField(blank=True, max_length=36)),
                ('deleted_at', models.DateTimeField(auto_now_add=True)),
                ('erase_at', models.DateTimeField()),
                ('erased_at', models.DateTimeField(null=True)),
                ('is_cleared', models.BooleanField(default=False)),
                ('recording', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='deletion', to='media.recording')),
            ],
            options={
                'verbose_name': 'deletion',
                'verbose_name_plural': 'deletions',
                'ordering': ['erase_at'],
            },
        ),
    ]
