#include "parse/languages.h"

/* Words that are keywords in most languages of the family of C. */
#define C_WORDS                                                                                    \
	" if else for while do switch case default break continue return goto struct enum union "      \
	"const static extern void int long short unsigned signed char float double sizeof typedef "    \
	"inline volatile register bool auto "
#define CLASS_WORDS                                                                                \
	" class interface enum extends implements new this super public private protected static "     \
	"final abstract try catch finally throw import package if else for while do switch case "      \
	"default break continue return instanceof "

static const struct language languages[] = {
	{
		.title = S_INIT("Bash"),
		.names = S_INIT(" bash sh shell zsh ksh shell-script fish "),
		.lexer = LEX_WORDS,
		.traits = TRAIT_DOLLAR | TRAIT_SPACED_HASH | TRAIT_COMMANDS | TRAIT_OPTIONS |
				  TRAIT_LONG_STRINGS | TRAIT_PLAIN_SINGLE,
		.comments = S_INIT("#"),
		.quotes = S_INIT("\"'"),
		.word = S_INIT("-./:@+~%,"),
		.keywords = S_INIT(" if then else elif fi for in do done while until case esac function "
						   "select return exit break continue local export readonly declare unset "
						   "source set shift trap sudo exec time "),
		.constants = S_INIT(" true false "),
	},
	{
		.title = S_INIT("Console"),
		.names = S_INIT(" console terminal ssh shell-session sh-session bash-session "),
		.lexer = LEX_CONSOLE,
	},
	{
		.title = S_INIT("PowerShell"),
		.names = S_INIT(" powershell ps ps1 pwsh posh "),
		.lexer = LEX_WORDS,
		.traits = TRAIT_ANY_CASE | TRAIT_DOLLAR | TRAIT_COMMANDS | TRAIT_OPTIONS |
				  TRAIT_LONG_STRINGS | TRAIT_DOUBLED_QUOTES,
		.comments = S_INIT("#"),
		.open = S_INIT("<#"),
		.shut = S_INIT("#>"),
		.quotes = S_INIT("\"'"),
		.word = S_INIT("-./:\\"),
		.keywords =
			S_INIT(" if else elseif foreach for while do until switch function param return "
				   "try catch finally throw begin process end in break continue "),
	},
	{
		.title = S_INIT("Batch"),
		.names = S_INIT(" bat batch cmd dos "),
		.lexer = LEX_WORDS,
		.traits = TRAIT_ANY_CASE | TRAIT_COMMANDS,
		.comments = S_INIT("::"),
		.quotes = S_INIT("\""),
		.word = S_INIT("-./:\\%"),
		.keywords =
			S_INIT(" if else for in do goto call set setlocal endlocal exit rem not exist "),
	},
	{
		.title = S_INIT("JSON"),
		.names = S_INIT(" json json5 jsonc geojson "),
		.lexer = LEX_WORDS,
		.traits = TRAIT_STRING_KEYS,
		.comments = S_INIT("//"),
		.open = S_INIT("/*"),
		.shut = S_INIT("*/"),
		.quotes = S_INIT("\""),
		.constants = S_INIT(" true false null "),
	},
	{
		.title = S_INIT("YAML"),
		.names = S_INIT(" yaml yml "),
		.lexer = LEX_WORDS,
		.traits = TRAIT_LINE_KEYS | TRAIT_SPACED_HASH | TRAIT_PLAIN_SINGLE,
		.comments = S_INIT("#"),
		.quotes = S_INIT("\"'"),
		.word = S_INIT("-./@"),
		.separators = S_INIT(":"),
		.constants = S_INIT(" true false null yes no on off True False "),
	},
	{
		.title = S_INIT("TOML"),
		.names = S_INIT(" toml "),
		.lexer = LEX_WORDS,
		.traits = TRAIT_LINE_KEYS | TRAIT_SECTIONS | TRAIT_TRIPLE_QUOTES | TRAIT_PLAIN_SINGLE,
		.comments = S_INIT("#"),
		.quotes = S_INIT("\"'"),
		.word = S_INIT("-."),
		.separators = S_INIT("="),
		.constants = S_INIT(" true false "),
	},
	{
		.title = S_INIT("INI"),
		.names = S_INIT(" ini conf cfg config properties env dotenv cnf "),
		.lexer = LEX_WORDS,
		.traits = TRAIT_LINE_KEYS | TRAIT_SECTIONS | TRAIT_SPACED_HASH,
		.comments = S_INIT("# ;"),
		.quotes = S_INIT("\""),
		.word = S_INIT("-./:@"),
		.separators = S_INIT("=:"),
		.constants = S_INIT(" true false yes no on off "),
	},
	{
		.title = S_INIT("Apache"),
		.names = S_INIT(" apache apacheconf htaccess "),
		.lexer = LEX_WORDS,
		.traits = TRAIT_FIRST_WORD | TRAIT_SPACED_HASH,
		.comments = S_INIT("#"),
		.quotes = S_INIT("\""),
		.word = S_INIT("-./:@%{}$^\\"),
		.constants = S_INIT(" on off On Off all All None none "),
	},
	{
		.title = S_INIT("nginx"),
		.names = S_INIT(" nginx nginxconf "),
		.lexer = LEX_WORDS,
		.traits = TRAIT_FIRST_WORD | TRAIT_SPACED_HASH | TRAIT_DOLLAR,
		.comments = S_INIT("#"),
		.quotes = S_INIT("\"'"),
		.word = S_INIT("-./:@"),
		.constants = S_INIT(" on off "),
	},
	{
		.title = S_INIT("Dockerfile"),
		.names = S_INIT(" dockerfile docker containerfile "),
		.lexer = LEX_WORDS,
		.traits = TRAIT_DOLLAR | TRAIT_SPACED_HASH | TRAIT_OPTIONS,
		.comments = S_INIT("#"),
		.quotes = S_INIT("\"'"),
		.word = S_INIT("-./:@"),
		.keywords = S_INIT(" FROM RUN CMD LABEL EXPOSE ENV ADD COPY ENTRYPOINT VOLUME USER WORKDIR "
						   "ARG ONBUILD STOPSIGNAL HEALTHCHECK SHELL AS MAINTAINER "),
	},
	{
		.title = S_INIT("PHP"),
		.names = S_INIT(" php php3 php5 php7 php8 "),
		.lexer = LEX_PHP,
		.traits = TRAIT_ANY_CASE | TRAIT_DOLLAR | TRAIT_CALLS | TRAIT_LONG_STRINGS,
		.comments = S_INIT("// #"),
		.open = S_INIT("/*"),
		.shut = S_INIT("*/"),
		.quotes = S_INIT("\"'"),
		.keywords =
			S_INIT(CLASS_WORDS "echo function fn foreach as elseif endif endforeach endwhile "
							   "endfor use namespace require require_once include "
							   "include_once global const var trait match print exit die "
							   "array list isset unset empty and or yield clone "),
		.constants = S_INIT(" true false null "),
	},
	{
		.title = S_INIT("HTML"),
		.names = S_INIT(" html xhtml htm vue twig jinja smarty handlebars "),
		.lexer = LEX_MARKUP,
	},
	{
		.title = S_INIT("XML"),
		.names = S_INIT(" xml svg xsd xsl xslt rss plist wsdl "),
		.lexer = LEX_MARKUP,
	},
	{
		.title = S_INIT("CSS"),
		.names = S_INIT(" css scss sass less "),
		.lexer = LEX_WORDS,
		.traits = TRAIT_BRACE_KEYS | TRAIT_AT | TRAIT_CALLS,
		.comments = S_INIT("//"),
		.open = S_INIT("/*"),
		.shut = S_INIT("*/"),
		.quotes = S_INIT("\"'"),
		.word = S_INIT("-"),
		.constants = S_INIT(" inherit initial none auto "),
	},
	{
		.title = S_INIT("JavaScript"),
		.names = S_INIT(" javascript js jsx mjs node nodejs "),
		.lexer = LEX_WORDS,
		.traits = TRAIT_CALLS | TRAIT_BRACE_KEYS | TRAIT_STRING_KEYS | TRAIT_AT,
		.comments = S_INIT("//"),
		.open = S_INIT("/*"),
		.shut = S_INIT("*/"),
		.quotes = S_INIT("\"'`"),
		.word = S_INIT("$"),
		.keywords =
			S_INIT(CLASS_WORDS "const let var function async await export from of in typeof "
							   "delete void yield debugger with "),
		.constants = S_INIT(" true false null undefined NaN Infinity "),
	},
	{
		.title = S_INIT("TypeScript"),
		.names = S_INIT(" typescript ts tsx "),
		.lexer = LEX_WORDS,
		.traits = TRAIT_CALLS | TRAIT_BRACE_KEYS | TRAIT_STRING_KEYS | TRAIT_AT,
		.comments = S_INIT("//"),
		.open = S_INIT("/*"),
		.shut = S_INIT("*/"),
		.quotes = S_INIT("\"'`"),
		.word = S_INIT("$"),
		.keywords =
			S_INIT(CLASS_WORDS "const let var function async await export from of in typeof delete "
							   "void yield type namespace declare readonly keyof as is infer "),
		.constants = S_INIT(" true false null undefined any string number boolean never unknown "),
	},
	{
		.title = S_INIT("Python"),
		.names = S_INIT(" python py python3 py3 python2 pycon ipython "),
		.lexer = LEX_WORDS,
		.traits = TRAIT_CALLS | TRAIT_AT | TRAIT_TRIPLE_QUOTES,
		.comments = S_INIT("#"),
		.quotes = S_INIT("\"'"),
		.keywords =
			S_INIT(" and as assert async await break class continue def del elif else except "
				   "finally for from global if import in is lambda nonlocal not or pass "
				   "raise return try while with yield print "),
		.constants = S_INIT(" True False None self "),
	},
	{
		.title = S_INIT("SQL"),
		.names = S_INIT(" sql mysql mariadb postgresql postgres pgsql plsql psql tsql "),
		.lexer = LEX_WORDS,
		.traits = TRAIT_ANY_CASE | TRAIT_LONG_STRINGS | TRAIT_CALLS,
		.comments = S_INIT("--"),
		.open = S_INIT("/*"),
		.shut = S_INIT("*/"),
		.quotes = S_INIT("'\"`"),
		.keywords = S_INIT(
			" select from where insert into values update set delete create table database schema "
			"user drop alter add column index view trigger procedure function grant revoke on to "
			"identified by with join left right inner outer full cross using group order having "
			"limit offset union all distinct as and or not in is like between exists case when "
			"then "
			"else end begin commit rollback transaction primary key foreign references unique "
			"constraint default auto_increment engine charset character collate show describe "
			"explain use if replace rename truncate lock unlock tables privileges flush int "
			"integer bigint varchar char text date datetime timestamp boolean decimal float "),
		.constants = S_INIT(" true false null "),
	},
	{
		.title = S_INIT("C"),
		.names = S_INIT(" c h "),
		.lexer = LEX_WORDS,
		.traits = TRAIT_CALLS | TRAIT_PREPROCESSOR,
		.comments = S_INIT("//"),
		.open = S_INIT("/*"),
		.shut = S_INIT("*/"),
		.quotes = S_INIT("\"'"),
		.keywords = S_INIT(C_WORDS),
		.constants = S_INIT(" true false NULL "),
	},
	{
		.title = S_INIT("C++"),
		.names = S_INIT(" c++ cpp cxx cc hpp arduino "),
		.lexer = LEX_WORDS,
		.traits = TRAIT_CALLS | TRAIT_PREPROCESSOR,
		.comments = S_INIT("//"),
		.open = S_INIT("/*"),
		.shut = S_INIT("*/"),
		.quotes = S_INIT("\"'"),
		.keywords =
			S_INIT(C_WORDS "class namespace using template typename public private protected "
						   "virtual override new delete this try catch throw operator friend "
						   "constexpr nullptr "),
		.constants = S_INIT(" true false nullptr NULL "),
	},
	{
		.title = S_INIT("C#"),
		.names = S_INIT(" c# csharp cs dotnet "),
		.lexer = LEX_WORDS,
		.traits = TRAIT_CALLS | TRAIT_PREPROCESSOR,
		.comments = S_INIT("//"),
		.open = S_INIT("/*"),
		.shut = S_INIT("*/"),
		.quotes = S_INIT("\"'"),
		.keywords = S_INIT(C_WORDS CLASS_WORDS
			"using namespace var string object async await foreach in out ref is as get set "
			"override virtual readonly internal sealed partial where select from base "),
		.constants = S_INIT(" true false null "),
	},
	{
		.title = S_INIT("Java"),
		.names = S_INIT(" java kotlin kt scala groovy "),
		.lexer = LEX_WORDS,
		.traits = TRAIT_CALLS | TRAIT_AT | TRAIT_TRIPLE_QUOTES,
		.comments = S_INIT("//"),
		.open = S_INIT("/*"),
		.shut = S_INIT("*/"),
		.quotes = S_INIT("\"'"),
		.keywords =
			S_INIT(CLASS_WORDS "void int long short byte char float double boolean throws "
							   "synchronized volatile transient native var val fun def object "
							   "trait override when record sealed "),
		.constants = S_INIT(" true false null "),
	},
	{
		.title = S_INIT("Go"),
		.names = S_INIT(" go golang "),
		.lexer = LEX_WORDS,
		.traits = TRAIT_CALLS,
		.comments = S_INIT("//"),
		.open = S_INIT("/*"),
		.shut = S_INIT("*/"),
		.quotes = S_INIT("\"'`"),
		.keywords =
			S_INIT(" package import func return var const type struct interface map chan if "
				   "else for range switch case default break continue go defer select goto "
				   "fallthrough string int int64 int32 uint bool byte rune error float64 "),
		.constants = S_INIT(" true false nil iota "),
	},
	{
		.title = S_INIT("Rust"),
		.names = S_INIT(" rust rs "),
		.lexer = LEX_WORDS,
		.traits = TRAIT_CALLS | TRAIT_LONG_STRINGS,
		.comments = S_INIT("//"),
		.open = S_INIT("/*"),
		.shut = S_INIT("*/"),
		.quotes = S_INIT("\""),
		.keywords =
			S_INIT(" fn let mut pub use mod struct enum impl trait for in if else match loop "
				   "while return self Self as async await move ref where const static type "
				   "dyn crate super unsafe break continue "),
		.constants = S_INIT(" true false None Some Ok Err "),
	},
	{
		.title = S_INIT("Ruby"),
		.names = S_INIT(" ruby rb "),
		.lexer = LEX_WORDS,
		.traits = TRAIT_CALLS | TRAIT_LONG_STRINGS | TRAIT_AT,
		.comments = S_INIT("#"),
		.quotes = S_INIT("\"'"),
		.word = S_INIT("?!"),
		.keywords =
			S_INIT(" def class module end if elsif else unless while until for in do begin "
				   "rescue ensure return yield require require_relative include attr_accessor "
				   "self super then case when and or not puts "),
		.constants = S_INIT(" true false nil "),
	},
	{
		.title = S_INIT("Perl"),
		.names = S_INIT(" perl pl "),
		.lexer = LEX_WORDS,
		.traits = TRAIT_DOLLAR | TRAIT_CALLS | TRAIT_LONG_STRINGS,
		.comments = S_INIT("#"),
		.quotes = S_INIT("\"'"),
		.keywords =
			S_INIT(" my our local sub use package if elsif else unless while until for foreach "
				   "return print die and or not eq ne last next require "),
	},
	{
		.title = S_INIT("R"),
		.names = S_INIT(" r rscript "),
		.lexer = LEX_WORDS,
		.traits = TRAIT_CALLS | TRAIT_LONG_STRINGS,
		.comments = S_INIT("#"),
		.quotes = S_INIT("\"'"),
		.word = S_INIT("."),
		.keywords =
			S_INIT(" if else for while repeat function in next break return library require "),
		.constants = S_INIT(" TRUE FALSE NULL NA Inf NaN "),
	},
	{
		.title = S_INIT("Lua"),
		.names = S_INIT(" lua "),
		.lexer = LEX_WORDS,
		.traits = TRAIT_CALLS,
		.comments = S_INIT("--"),
		.open = S_INIT("--[["),
		.shut = S_INIT("]]"),
		.quotes = S_INIT("\"'"),
		.keywords =
			S_INIT(" and break do else elseif end for function if in local not or repeat return "
				   "then until while "),
		.constants = S_INIT(" true false nil "),
	},
	{
		.title = S_INIT("Terraform"),
		.names = S_INIT(" terraform hcl tf "),
		.lexer = LEX_WORDS,
		.traits = TRAIT_LINE_KEYS | TRAIT_CALLS | TRAIT_DOLLAR,
		.comments = S_INIT("# //"),
		.open = S_INIT("/*"),
		.shut = S_INIT("*/"),
		.quotes = S_INIT("\""),
		.word = S_INIT("-"),
		.separators = S_INIT("="),
		.keywords =
			S_INIT(" resource data variable output provider module terraform locals backend "
				   "required_providers required_version dynamic for in if "),
		.constants = S_INIT(" true false null "),
	},
	{
		.title = S_INIT("Makefile"),
		.names = S_INIT(" makefile make mk "),
		.lexer = LEX_WORDS,
		.traits = TRAIT_LINE_KEYS | TRAIT_DOLLAR | TRAIT_SPACED_HASH,
		.comments = S_INIT("#"),
		.quotes = S_INIT("\""),
		.word = S_INIT("-./%"),
		.separators = S_INIT(":="),
		.keywords = S_INIT(" ifeq ifneq ifdef ifndef else endif include define endef export "),
	},
	{
		.title = S_INIT("HTTP"),
		.names = S_INIT(" http https "),
		.lexer = LEX_WORDS,
		.traits = TRAIT_LINE_KEYS | TRAIT_STRING_KEYS,
		.quotes = S_INIT("\""),
		.word = S_INIT("-./"),
		.separators = S_INIT(":"),
		.keywords = S_INIT(" GET POST PUT DELETE PATCH HEAD OPTIONS "),
		.constants = S_INIT(" true false null "),
	},
	{
		.title = S_INIT("Diff"),
		.names = S_INIT(" diff patch udiff "),
		.lexer = LEX_DIFF,
	},
	{
		.title = S_INIT("Text"),
		.names = S_INIT(" text txt plain plaintext none output log raw csv "),
		.lexer = LEX_NONE,
	},
};

/* A longer word is in no list. */
#define LONGEST_WORD 30

bool language_lists(struct str list, struct str word, bool any_case)
{
	char small[LONGEST_WORD];
	size_t at = 0;

	if (list.len == 0 || word.len == 0 || word.len > LONGEST_WORD)
		return false;
	for (size_t i = 0; i < word.len && any_case; i++)
		small[i] = ascii_lower(word.ptr[i]);
	if (any_case)
		word.ptr = small;
	/* No space is looked for: there are so many. */
	while ((at = str_find(list, word, at)) != STR_NONE) {
		if (list.ptr[at - 1] == ' ' && list.ptr[at + word.len] == ' ')
			return true;
		at++;
	}
	return false;
}

const struct language *language_of(struct str name)
{
	if (name.len == 0 || str_find_char(name, ' ', 0) != STR_NONE)
		return NULL;
	for (size_t i = 0; i < COUNT(languages); i++) {
		if (language_lists(languages[i].names, name, true))
			return &languages[i];
	}
	return NULL;
}
