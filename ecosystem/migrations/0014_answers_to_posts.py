"""Posts of the board are answered through connection requests, for a project or for somebody else."""

import django.db.models.deletion
from django.db import migrations, models


def forget_answers(apps, schema_editor):
    """Before this every request asked an expert or an organisation, for a project."""
    apps.get_model('ecosystem', 'ConnectionRequest').objects.exclude(post=None).delete()
    if schema_editor.connection.vendor == 'postgresql':
        # Checks that wait for the commit would forbid to alter the table.
        schema_editor.execute('SET CONSTRAINTS ALL IMMEDIATE')


class Migration(migrations.Migration):

    dependencies = [
        ('ecosystem', '0013_board_of_needs_and_offers'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='connectionrequest',
            name='connection_asks_one',
        ),
        migrations.AddField(
            model_name='connectionrequest',
            name='from_organization',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='sent_connections', to='ecosystem.organization', verbose_name='in the name of the organisation'),
        ),
        migrations.AlterField(
            model_name='connectionrequest',
            name='purpose',
            field=models.CharField(choices=[('mentoring', 'A mentor who accompanies the project'), ('advice', 'Advice on one question'), ('capital', 'Capital, investment'), ('market', 'Sales, distribution'), ('offtake', 'Offtake of products'), ('trade', 'Trade links with suppliers and buyers'), ('technology', 'Technology, trial production'), ('place', 'Room, workshop, equipment'), ('other', 'Something else')], max_length=12, verbose_name='what for'),
        ),
        migrations.AlterField(
            model_name='connectionrequest',
            name='startup',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='connections', to='ecosystem.startup', verbose_name='startup project'),
        ),
        migrations.AddField(
            model_name='connectionrequest',
            name='post',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='answers', to='ecosystem.boardpost', verbose_name='answers the post'),
        ),
        migrations.AddConstraint(
            model_name='connectionrequest',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('expert', None), ('organization__isnull', False), ('post', None)), models.Q(('expert__isnull', False), ('organization', None), ('post', None)), models.Q(('expert', None), ('organization', None), ('post__isnull', False)), _connector='OR'), name='connection_asks_one'),
        ),
        migrations.AddConstraint(
            model_name='connectionrequest',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('from_organization', None), ('startup__isnull', False)), models.Q(('post__isnull', False), ('startup', None)), _connector='OR'), name='connection_is_sent_for_one'),
        ),
        migrations.AddConstraint(
            model_name='connectionrequest',
            constraint=models.UniqueConstraint(condition=models.Q(('state__in', ['accepted', 'received'])), fields=('founder', 'post'), name='one_open_answer_per_person'),
        ),
        migrations.RunPython(migrations.RunPython.noop, forget_answers),
    ]
