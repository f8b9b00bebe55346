import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('lessons', '0006_letters_to_reviewers'),
        ('research', '0013_enclosures'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='round',
            name='closed_by',
            field=models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='recordexport',
            name='take',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='lessons.take'),
        ),
        migrations.RemoveConstraint(
            model_name='recordexport',
            name='a_file_of_a_record_is_asked_for_once',
        ),
        migrations.AddConstraint(
            model_name='recordexport',
            constraint=models.UniqueConstraint(condition=models.Q(('take__isnull', True)), fields=('lesson', 'wanted_by', 'kind', 'language'), name='a_file_of_a_record_is_asked_for_once'),
        ),
        migrations.AddConstraint(
            model_name='recordexport',
            constraint=models.UniqueConstraint(condition=models.Q(('take__isnull', False)), fields=('take', 'wanted_by', 'kind', 'language'), name='a_file_of_codings_is_asked_for_once'),
        ),
    ]
