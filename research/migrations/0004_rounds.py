from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('research', '0003_observations'),
    ]

    operations = [
        migrations.AddField(
            model_name='round',
            name='closed_at',
            field=models.DateTimeField(editable=False, null=True, verbose_name='closed at'),
        ),
        migrations.AddField(
            model_name='round',
            name='is_blind',
            field=models.BooleanField(default=False, verbose_name='each first alone'),
        ),
    ]
