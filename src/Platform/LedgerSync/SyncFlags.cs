// Flags that the programs around the ledger share (fact sheets ledger §5.8, §5.9, §6.4, §7.1, fog §0.3).
using MobileCoin.Hosting;
using MobileCoin.LedgerDb;

namespace MobileCoin.LedgerSync;

/// <summary>Flags of programs that keep or publish a ledger.</summary>
public static class SyncFlags
{
    /// <summary>The ledger's folder, where it has a default.</summary>
    public static Flag<string> LedgerDb { get; } = Flags.Path("ledger-db", "MC_LEDGER_DB", "the folder of the ledger") with { Default = "/tmp/ledgerdb" };

    /// <summary>Archives.</summary>
    public static Flag<IReadOnlyList<string>> TxSourceUrl { get; } =
        Flags.List("tx-source-url", "MC_TX_SOURCE_URL", "where an archive of blocks is: http, https or file", ReadArchive) with { ValueName = "url", Aliases = ["tx-src-url"] };

    /// <summary>What appended blocks survive.</summary>
    public static Flag<LedgerDurability> Durability { get; } =
        Flags.One("ledger-durability", "MC_LEDGER_DURABILITY", "what an appended block survives: safe, a loss of power; no-sync, the death of the process alone, but faster", ReadDurability)
            with { Default = LedgerDurability.Safe, ValueName = "safe|no-sync" };

    private static string ReadArchive(string text)
    {
        try
        {
            using var fetcher = new ArchiveFetcher([text]);
            return text;
        }
        catch (ArchiveFetchException e)
        {
            throw new FlagException(e.Message, e);
        }
    }

    private static LedgerDurability ReadDurability(string text) => text switch
    {
        "safe" => LedgerDurability.Safe,
        "no-sync" => LedgerDurability.NoSync,
        _ => throw new FlagException("is neither safe nor no-sync"),
    };
}
