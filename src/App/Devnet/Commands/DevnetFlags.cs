using MobileCoin.Hosting;

namespace MobileCoin.Devnet;

internal static class DevnetFlags
{
    internal static readonly Flag<string> Dir = Flags.Path("dir", "MC_DEVNET_DIR", $"the devnet's folder; {DefaultFolder} unless given");

    internal static readonly Flag<string> Keep = Flags.Path("keep", "MC_DEVNET_KEEP", "the devnet's folder, which stays: the next start goes on with its chain. Without it all is gone at the end") with { ConflictsWith = ["dir"] };

    internal static readonly Flag<bool> Postgres = Flags.Switch("postgres", "MC_DEVNET_POSTGRES", "keep the recovery database in a PostgreSQL server of the devnet's own, in place of LMDB");

    internal static readonly Flag<int> Shards = Flags.Number("shards", "MC_DEVNET_SHARDS", "how many view stores, and key image stores; each but the last has 100 blocks", 1, 8) with { Default = 1 };

    internal static readonly Flag<int> PagePort = Flags.Number("page-port", "MC_DEVNET_PAGE_PORT", "the port of the web page on 127.0.0.1; a free one unless given", 1, ushort.MaxValue);

    internal static readonly Flag<int> BasePort = Flags.Number("base-port", "MC_DEVNET_BASE_PORT", "the first of the services' ports, which follow each other; free ones unless given", 1024, ushort.MaxValue);

    internal static readonly Flag<bool> Detach = Flags.Switch("detach", "MC_DEVNET_DETACH", "come back when it is up, and leave it running; `devnet down` ends it") with { Letter = 'd' };

    internal static readonly Flag<string> Service = Flags.Text("service", null, "the service, as `devnet status` names it, or devnet") with { IsPositional = true, IsRequired = true, ValueName = "service" };

    internal static readonly Flag<int> Lines = Flags.Number("lines", "MC_LINES", "so many of the last lines", 0, int.MaxValue) with { Letter = 'n', Default = 100 };

    internal static readonly Flag<bool> FollowLog = Flags.Switch("follow", "MC_FOLLOW", "go on with lines as they come, until Ctrl-C") with { Letter = 'f' };

    internal static readonly Flag<string> Address = Flags.Text("address", null, "who is paid: an address in base58, the .b58pub file of one, Alice or Bob") with { IsPositional = true, IsRequired = true, ValueName = "address" };

    internal static readonly Flag<string> Amount = Flags.Text("amount", null, "how much, in whole units of the token: 1.5") with { IsPositional = true, IsRequired = true, ValueName = "amount" };

    internal static readonly Flag<ulong> TokenId = Flags.Number("token-id", "MC_TOKEN_ID", "the token: 0 is MOB, 1 is eUSD", 0ul, ulong.MaxValue) with { Default = 0 };

    private static string DefaultFolder => Path.Combine(Path.GetTempPath(), $"mobilecoin-devnet-{Environment.UserName}");

    /// <summary>The folder that a command is about.</summary>
    internal static string FolderOf(FlagValues values) => Path.GetFullPath(values.IsGiven(Keep) ? values.Get(Keep) : values.IsGiven(Dir) ? values.Get(Dir) : DefaultFolder);
}
