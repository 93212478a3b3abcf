"""The board: posts of startups and organisations, what they need and what they offer."""

import django.db.models.deletion
import ecosystem.validators
import portal.fields
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('ecosystem', '0012_roadmap_steps'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='BoardPost',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('folded', models.TextField(blank=True, default='', editable=False)),
                ('slug', models.SlugField(blank=True, help_text='Last part of the address. Leave it empty: the portal makes it from the name.', max_length=120, unique=True, verbose_name='path')),
                ('intent', models.CharField(choices=[('need', 'Need'), ('offer', 'Offer')], max_length=8, verbose_name='need or offer')),
                ('kind', models.CharField(choices=[('mentoring', 'A mentor who accompanies the project'), ('advice', 'Advice on one question'), ('capital', 'Capital, investment'), ('market', 'Sales, distribution'), ('offtake', 'Offtake of products'), ('trade', 'Trade links with suppliers and buyers'), ('technology', 'Technology, trial production'), ('place', 'Room, workshop, equipment'), ('other', 'Something else')], max_length=12, verbose_name='kind')),
                ('title', portal.fields.NfcCharField(max_length=100, validators=[ecosystem.validators.validate_no_address], verbose_name='title')),
                ('text', portal.fields.NfcTextField(validators=[ecosystem.validators.validate_no_address], verbose_name='text')),
                ('last_day', models.DateField(verbose_name='last day')),
                ('extended_on', models.DateField(blank=True, null=True, verbose_name='extended on')),
                ('revision', models.PositiveSmallIntegerField(default=1, editable=False)),
                ('state', models.CharField(choices=[('received', 'Waiting for the office'), ('published', 'Published'), ('refused', 'Refused'), ('closed', 'Settled'), ('expired', 'Expired'), ('withdrawn', 'Withdrawn')], default='received', max_length=10, verbose_name='state')),
                ('reason', portal.fields.NfcTextField(blank=True, verbose_name='reason')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='received at')),
                ('published_at', models.DateTimeField(blank=True, null=True, verbose_name='published at')),
                ('updated_at', models.DateTimeField(auto_now=True, verbose_name='updated at')),
                ('is_demo', models.BooleanField(default=False, editable=False, verbose_name='demonstration')),
            ],
            options={
                'verbose_name': 'post of the board',
                'verbose_name_plural': 'needs and offers',
                'ordering': ['-created_at', '-pk'],
            },
        ),
        migrations.AddField(
            model_name='boardpost',
            name='author',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='board_posts', to=settings.AUTH_USER_MODEL, verbose_name='posted by'),
        ),
        migrations.AddField(
            model_name='boardpost',
            name='field',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, to='ecosystem.field', verbose_name='field'),
        ),
        migrations.AddField(
            model_name='boardpost',
            name='locality',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, to='ecosystem.locality', verbose_name='locality'),
        ),
        migrations.AddField(
            model_name='boardpost',
            name='organization',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='%(class)ss', to='ecosystem.organization', verbose_name='organisation'),
        ),
        migrations.AddField(
            model_name='boardpost',
            name='startup',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='%(class)ss', to='ecosystem.startup', verbose_name='startup project'),
        ),
        migrations.AddConstraint(
            model_name='boardpost',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('organization', None), ('startup__isnull', False)), models.Q(('organization__isnull', False), ('startup', None)), _connector='OR'), name='post_is_of_one_profile'),
        ),
        migrations.AddConstraint(
            model_name='boardpost',
            constraint=models.UniqueConstraint(condition=models.Q(('state__in', ['published', 'received'])), fields=('author', 'intent', 'title'), name='one_open_post_per_title'),
        ),
    ]
