#ifndef PORTOLAN_CLI_COMMAND_H
#define PORTOLAN_CLI_COMMAND_H

/* The commands: each reads its options, does its work, and says how it ended. */

#include "cli/console.h"

enum status command_build(const struct options *options);
enum status command_check(const struct options *options);
enum status command_serve(const struct options *options);
enum status command_ports(const struct options *options);
enum status command_render(const struct options *options);
enum status command_new(const struct options *options);
enum status command_clean(const struct options *options);
enum status command_help(const struct options *options);
enum status command_version(const struct options *options);

#endif
