#include "content/config.h"

/* The commercial site of each locale: what `{ovh_www}` stands for. */
static const struct config_pair commercial[] = {
	{S_INIT("cs-cz"), S_INIT("https://www.ovh.cz")},
	{S_INIT("de-de"), S_INIT("https://www.ovh.de")},
	{S_INIT("en-asia"), S_INIT("https://www.ovh.com/asia")},
	{S_INIT("en-au"), S_INIT("https://www.ovh.com.au")},
	{S_INIT("en-ca"), S_INIT("https://www.ovh.com/ca/en")},
	{S_INIT("en-gb"), S_INIT("https://www.ovh.co.uk")},
	{S_INIT("en-ie"), S_INIT("https://www.ovh.ie")},
	{S_INIT("en-in"), S_INIT("https://www.ovh.com/in")},
	{S_INIT("en-sg"), S_INIT("https://www.ovh.com/sg")},
	{S_INIT("en-us"), S_INIT("https://www.ovh.com/world")},
	{S_INIT("es-es"), S_INIT("https://www.ovh.es")},
	{S_INIT("es-us"), S_INIT("https://www.ovh.com/world/es")},
	{S_INIT("fi-fi"), S_INIT("https://www.ovh-hosting.fi")},
	{S_INIT("fr-ca"), S_INIT("https://www.ovh.com/ca/fr")},
	{S_INIT("fr-fr"), S_INIT("https://www.ovh.com/fr")},
	{S_INIT("fr-ma"), S_INIT("https://www.ovh.com/ma")},
	{S_INIT("fr-sn"), S_INIT("https://www.ovh.sn")},
	{S_INIT("fr-tn"), S_INIT("https://www.ovh.com/tn")},
	{S_INIT("it-it"), S_INIT("https://www.ovh.it")},
	{S_INIT("lt-lt"), S_INIT("https://www.ovh.lt")},
	{S_INIT("nl-nl"), S_INIT("https://www.ovh.nl")},
	{S_INIT("pl-pl"), S_INIT("https://www.ovh.pl")},
	{S_INIT("pt-pt"), S_INIT("https://www.ovh.pt")},
};

static const struct str own_hosts[] = {S_INIT("docs.ovh.com")};

static const struct str https_hosts[] = {
	S_INIT("docs.ovh.com"),
	S_INIT("www.ovh.com"),
	S_INIT("ovh.com"),
	S_INIT("api.ovh.com"),
	S_INIT("eu.api.ovh.com"),
	S_INIT("ca.api.ovh.com"),
	S_INIT("community.ovh.com"),
	S_INIT("www.ovh.co.uk"),
	S_INIT("www.ovh.de"),
	S_INIT("www.ovh.es"),
	S_INIT("www.ovh.it"),
	S_INIT("www.ovh.pl"),
	S_INIT("www.ovh.pt"),
	S_INIT("www.ovh.nl"),
	S_INIT("www.ovh.ie"),
	S_INIT("github.com"),
	S_INIT("www.youtube.com"),
	S_INIT("www.rfc-editor.org"),
	S_INIT("wordpress.org"),
	S_INIT("www.mozilla.org"),
};

static const struct str iframe_hosts[] = {
	S_INIT("www.youtube.com"),
	S_INIT("www.youtube-nocookie.com"),
	S_INIT("player.vimeo.com"),
	S_INIT("www.dailymotion.com"),
};

static const uint16_t imap_ports[] = {993, 143};
static const uint16_t pop_ports[] = {995, 110};
static const uint16_t smtp_ports[] = {465, 587};
static const uint16_t exchange_ports[] = {993, 143, 995, 587, 443};

/* Mail hosts as the provider documents them. */
static const struct config_service hosts[] = {
	{S_INIT("ssl0.ovh.net"), S_INIT("imap"), imap_ports, COUNT(imap_ports)},
	{S_INIT("ssl0.ovh.net"), S_INIT("pop"), pop_ports, COUNT(pop_ports)},
	{S_INIT("ssl0.ovh.net"), S_INIT("smtp"), smtp_ports, COUNT(smtp_ports)},
	{S_INIT("pro*.mail.ovh.net"), S_INIT(""), exchange_ports, COUNT(exchange_ports)},
	{S_INIT("ex*.mail.ovh.net"), S_INIT(""), exchange_ports, COUNT(exchange_ports)},
};

void config_default(struct arena *arena, struct config *config)
{
	(void)arena;
	*config = (struct config){
		.title = S("Guides"),
		.default_locale = S("en-gb"),
		.own_hosts = {own_hosts, COUNT(own_hosts)},
		.https_hosts = {https_hosts, COUNT(https_hosts)},
		.iframe_hosts = {iframe_hosts, COUNT(iframe_hosts)},
		.commercial = {commercial, COUNT(commercial)},
		.hosts = {hosts, COUNT(hosts)},
		/* --measure of the default theme: 46rem. */
		.image_column = 736,
		.limits =
			{
				.file_bytes = (size_t)1024 * 1024,
				.nesting = 64,
				.table_columns = 100,
				.table_cells = 20000,
				.links = 10000,
				.headings = 5000,
				.markup = 100000,
				.front_matter_depth = 16,
			},
	};
	for (size_t i = 0; i < RULE_COUNT; i++)
		config->levels[i] = rule_level((enum rule)i);
}
