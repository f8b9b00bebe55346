from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('lessons', '0005_search'),
    ]

    operations = [
        migrations.AddField(
            model_name='invitation',
            name='reminded_at',
            field=models.DateTimeField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name='invitation',
            name='told_at',
            field=models.DateTimeField(editable=False, null=True),
        ),
    ]
