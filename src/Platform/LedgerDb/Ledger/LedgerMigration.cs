// Ledgers of older versions (fact sheet ledger §5.6).
namespace MobileCoin.LedgerDb;

/// <summary>Brings a ledger of an older version to the present one.</summary>
public static class LedgerMigration
{
    /// <summary>Migrates step by step, each whole or not at all. A ledger of the present version stays as it is.</summary>
    /// <param name="path">The ledger's folder.</param>
    /// <param name="migrated">Told the versions from and to after each step.</param>
    /// <exception cref="LedgerException">There is no ledger, or none of a version that can be migrated.</exception>
    public static void Migrate(string path, Action<ulong, ulong>? migrated = null) => throw new NotSupportedException();
}
