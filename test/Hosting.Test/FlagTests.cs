using MobileCoin.Wire.Uris;

namespace MobileCoin.Hosting.Test;

public sealed class FlagTests
{
    private static readonly Flag<FogUri> Listen = Flags.Uri<FogUri>("client-listen-uri", "MC_CLIENT_LISTEN_URI", "where clients connect") with
    {
        IsRequired = true,
        VariableAliases = ["REPORT_SERVER_CLIENT_LISTEN_URI"],
    };

    private static readonly Flag<IReadOnlyList<IngestPeerUri>> Peers = Flags.UriList<IngestPeerUri>("peers", "MC_PEERS", "the cluster");
    private static readonly Flag<int> Capacity = Flags.Number("user-capacity", "MC_USER_CAPACITY", "how many", 1, 1 << 24) with { Default = 262144, Unit = "records" };
    private static readonly Flag<TimeSpan> Poll = Flags.Milliseconds("poll_interval_ms", "MC_POLL_INTERVAL_MS", "how often") with { Default = TimeSpan.FromMilliseconds(250) };
    private static readonly Flag<bool> Offline = Flags.Switch("offline", "MC_OFFLINE", "no network");
    private static readonly Flag<string> StateFile = Flags.Path("state-file", "MC_STATE_FILE", "the state") with { Aliases = ["sealed-key"] };
    private static readonly Flag<string> Spid = Flags.Text("ias-spid", "IAS_SPID", "of an older version") with { IsIgnored = true };
    private static readonly Flag<string> LedgerDb = Flags.Path("ledger-db", "MC_LEDGER_DB", "the ledger") with { Requires = ["watcher-db"], ConflictsWith = ["mobilecoind-uri"] };
    private static readonly Flag<string> WatcherDb = Flags.Path("watcher-db", "MC_WATCHER_DB", "the watcher");
    private static readonly Flag<MobilecoindUri> Mobilecoind = Flags.Uri<MobilecoindUri>("mobilecoind-uri", "MC_MOBILECOIND_URI", "instead");

    private static readonly ConsoleProgram Program = new("a_server", "Serves.")
    {
        Flags = [Listen, Peers, Capacity, Poll, Offline, StateFile, Spid, LedgerDb, WatcherDb, Mobilecoind, CommonFlags.ClientAuthTokenSecret],
    };

    private readonly TestSurroundings _surroundings = new();

    [Fact]
    public async Task Values_ComeFromTheCommandLine_ThenTheEnvironment_ThenTheDefault()
    {
        _surroundings.Variables["MC_USER_CAPACITY"] = "5";
        _surroundings.Variables["MC_POLL_INTERVAL_MS"] = "7";
        (int code, FlagValues? values) = await _surroundings.ParseAsync(Program, "--client-listen-uri", "insecure-fog://0.0.0.0/", "--user-capacity=9", "--offline");

        Assert.Equal((0, ""), (code, _surroundings.Error));
        Assert.Equal(3225, values!.Get(Listen).Port);
        Assert.Equal(9, values.Get(Capacity));
        Assert.Equal(TimeSpan.FromMilliseconds(7), values.Get(Poll));
        Assert.True(values.Get(Offline));
        Assert.Null(values.Find(StateFile));
        Assert.False(values.IsGiven(StateFile));
    }

    [Fact]
    public async Task Lists_AreRepeatedOrSeparatedByCommas()
    {
        (_, FlagValues? values) = await _surroundings.ParseAsync(Program, "--client-listen-uri", "fog://a/", "--peers", "igp://a,insecure-igp://b", "--peers", "igp://c:1/");
        Assert.Equal(["igp://a:8453/", "insecure-igp://b:8090/", "igp://c:1/"], values!.Get(Peers).Select(p => p.ToString()));

        _surroundings.Variables["MC_PEERS"] = "igp://x/,igp://y/";
        (_, values) = await _surroundings.ParseAsync(Program, "--client-listen-uri", "fog://a/");
        Assert.Equal(2, values!.Get(Peers).Count);
    }

    [Fact]
    public async Task Letters_AndFlagsOfOneName_BelongToTheirCommand()
    {
        Flag<int> number = Flags.Number("period", "MC_PERIOD", "of one", 0, 9) with { Letter = 'p' };
        Flag<IReadOnlyList<string>> texts = Flags.TextList("period", "MC_PERIOD", "of the other");
        ConsoleProgram tool = new("a-tool", "Does.")
        {
            Flags = [Offline],
            Commands = [new("one", "One.") { Flags = [number] }, new("other", "Other.") { Flags = [texts], Run = context => Task.FromResult(string.Concat(context.Values.Get(texts)).Length) }],
        };
        tool = tool with { Commands = [tool.Commands[0] with { Run = context => Task.FromResult(context.Values.Get(number) + (context.Values.Get(Offline) ? 10 : 0)) }, tool.Commands[1]] };
        Assert.Equal(17, await CommandLine.RunAsync(tool, ["one", "-p", "7", "--offline"], _surroundings.Make()));
        Assert.Equal(3, await CommandLine.RunAsync(tool, ["other", "--period", "a,bc"], _surroundings.Make()));
        Assert.Equal(2, await CommandLine.RunAsync(tool, ["other", "-p", "7"], _surroundings.Make()));
        Assert.Equal(0, await CommandLine.RunAsync(tool, ["one", "--help"], _surroundings.Make()));
        Assert.Contains("  --period, -p <number>", _surroundings.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task OldNames_AreTaken_AndTheNewOneWins()
    {
        _surroundings.Variables["REPORT_SERVER_CLIENT_LISTEN_URI"] = "insecure-fog://old/";
        (_, FlagValues? values) = await _surroundings.ParseAsync(Program, "--sealed-key", "/state", "--ias-spid", "x");
        Assert.Equal("old", values!.Get(Listen).Host);
        Assert.Equal("/state", values.Get(StateFile));
        Assert.Contains("--ias-spid is of an older version", Assert.Single(values.Warnings), StringComparison.Ordinal);

        _surroundings.Variables["MC_CLIENT_LISTEN_URI"] = "insecure-fog://new/";
        (_, values) = await _surroundings.ParseAsync(Program);
        Assert.Equal("new", values!.Get(Listen).Host);
        Assert.Contains("MC_CLIENT_LISTEN_URI and REPORT_SERVER_CLIENT_LISTEN_URI differ", Assert.Single(values.Warnings), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--client-listen-uri is missing (environment: MC_CLIENT_LISTEN_URI)")]
    [InlineData("unknown flag --peer", "--client-listen-uri", "fog://a", "--peer", "igp://b")]
    [InlineData("unknown flag --client-auth-token-secrt", "--client-auth-token-secrt=00112233")]
    [InlineData("unexpected argument stray", "--client-listen-uri", "fog://a", "stray")]
    [InlineData("--client-listen-uri: the URI's scheme is neither fog nor insecure-fog", "--client-listen-uri", "fog-view://a")]
    [InlineData("--peers: ", "--client-listen-uri", "fog://a", "--peers", "igp://b,nonsense")]
    [InlineData("--user-capacity: is not a whole number from 1 to 16777216", "--client-listen-uri", "fog://a", "--user-capacity", "0")]
    [InlineData("--user-capacity needs a value", "--client-listen-uri", "fog://a", "--user-capacity")]
    [InlineData("--user-capacity is given 2 times", "--client-listen-uri", "fog://a", "--user-capacity", "1", "--user-capacity", "2")]
    [InlineData("--ledger-db needs --watcher-db", "--client-listen-uri", "fog://a", "--ledger-db", "/l")]
    [InlineData("--ledger-db and --mobilecoind-uri exclude each other", "--client-listen-uri", "fog://a", "--ledger-db", "/l", "--watcher-db", "/w", "--mobilecoind-uri", "mobilecoind://m")]
    [InlineData("--client-auth-token-secret: is not 64 hex digits", "--client-listen-uri", "fog://a", "--client-auth-token-secret", "5ec4e75ec4e7")]
    public async Task WrongUsage_IsNamedAndExitsWith2(string message, params string[] arguments)
    {
        (int code, FlagValues? values) = await _surroundings.ParseAsync(Program, arguments);
        Assert.Equal(ExitCode.Usage, code);
        Assert.Null(values);
        Assert.StartsWith("a_server: " + message, _surroundings.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("5ec4e7", _surroundings.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("00112233", _surroundings.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WrongVariable_IsNamed()
    {
        _surroundings.Variables["MC_CLIENT_LISTEN_URI"] = "http://a";
        (int code, _) = await _surroundings.ParseAsync(Program);
        Assert.Equal(ExitCode.Usage, code);
        Assert.StartsWith("a_server: MC_CLIENT_LISTEN_URI: ", _surroundings.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ExactlyOne_IsARule()
    {
        ConsoleProgram program = Program with { Rules = [FlagRule.ExactlyOneOf("ledger-db", "mobilecoind-uri")] };
        (int code, _) = await _surroundings.ParseAsync(program, "--client-listen-uri", "fog://a");
        Assert.Equal(ExitCode.Usage, code);
        Assert.Contains("one of --ledger-db, --mobilecoind-uri is missing", _surroundings.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Help_ShowsFlagVariableDefaultAndUnit()
    {
        (int code, _) = await _surroundings.ParseAsync(Program, "--help");
        Assert.Equal(0, code);
        Assert.Contains("--client-listen-uri <fog uri>  [MC_CLIENT_LISTEN_URI]\n      where clients connect (required; also REPORT_SERVER_CLIENT_LISTEN_URI)", _surroundings.Output, StringComparison.Ordinal);
        Assert.Contains("default: 262144 records", _surroundings.Output, StringComparison.Ordinal);
        Assert.Contains("--poll_interval_ms <number>  [MC_POLL_INTERVAL_MS]\n      how often (default: 250 ms)", _surroundings.Output, StringComparison.Ordinal);
        Assert.Contains("--peers <igp uri,...>", _surroundings.Output, StringComparison.Ordinal);
        Assert.Contains("also --sealed-key", _surroundings.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Commands_TakeTheirProgramsFlagsOnEitherSide()
    {
        FlagValues? seen = null;
        var filter = Flags.Text("filter", null, "the filter") with { IsPositional = true, IsRequired = true };
        Task<int> Run(ProgramContext context)
        {
            seen = context.Values;
            return Task.FromResult(0);
        }
        var tool = new ConsoleProgram("a-tool", "Does.")
        {
            Flags = [Capacity],
            Commands = [new("show", "Shows.") { Run = Run }, new("set", "Sets.") { Flags = [filter], Run = Run }],
        };
        int code = await CommandLine.RunAsync(tool, ["--user-capacity", "3", "set", "info"], _surroundings.Make());
        Assert.Equal((0, ""), (code, _surroundings.Error));
        Assert.Equal((3, "info"), (seen!.Get(Capacity), seen.Get(filter)));
        Assert.Equal(0, await CommandLine.RunAsync(tool, ["show", "--user-capacity", "4"], _surroundings.Make()));
        Assert.Equal(4, seen.Get(Capacity));
        Assert.Equal(2, await CommandLine.RunAsync(tool, ["set"], _surroundings.Make()));
        Assert.Equal(2, await CommandLine.RunAsync(tool, [], _surroundings.Make()));
        Assert.Equal(2, await CommandLine.RunAsync(tool, ["nothing"], _surroundings.Make()));
        Assert.Contains("a-tool: unknown command nothing; there are show, set", _surroundings.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ConfigJson_HidesSecretsAndCredentials()
    {
        string secret = string.Concat(Enumerable.Repeat("5ec4e75e", 8));
        (int code, FlagValues? values) = await _surroundings.ParseAsync(
            Program, "--client-listen-uri", "fog://user:hunter2@a/?tls-key=/k", "--client-auth-token-secret", secret);
        Assert.Equal((0, ""), (code, _surroundings.Error));
        string json = values!.ToConfigJson();
        Assert.Contains("\"client_listen_uri\":\"fog://a:443/\"", json, StringComparison.Ordinal);
        Assert.Contains("\"client_auth_token_secret_given\":true", json, StringComparison.Ordinal);
        Assert.Contains("\"user_capacity\":262144", json, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", json, StringComparison.Ordinal);
        Assert.DoesNotContain("5ec4e7", json, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Failures_ExitWith1AndSayWhy()
    {
        int code = await CommandLine.RunAsync(new("a_server", "Serves.") { Run = _ => throw new HostingException("the port is taken") }, [], _surroundings.Make());
        Assert.Equal(ExitCode.Failure, code);
        Assert.Equal("a_server: the port is taken\n", _surroundings.Error);
    }
}
