// Which layout a database has (fact sheet ledger §5.5: ledger_db_metadata, §6.4: watcher_db_metadata).
using MobileCoin.Lmdb;
using MobileCoin.Wire;

namespace MobileCoin.LedgerDb;

/// <summary>The version of a database, and of the program that last set it.</summary>
/// <param name="Database">A date: year, month and day in digits.</param>
/// <param name="Program">The program's version.</param>
internal sealed record StoredVersion(ulong Database, string Program) : IWireMessage<StoredVersion>
{
    /// <summary>What is written for the program: the release whose layout this is.</summary>
    internal const string Release = "7.0.0";

    private static ReadOnlySpan<byte> Key => "version"u8;

    internal static StoredVersion? Find(LmdbTransaction transaction, LmdbDatabase metadata) =>
        transaction.TryGet(metadata, Key, out ReadOnlySpan<byte> value) ? WireMessage.Decode<StoredVersion>(value) : null;

    internal static void Set(LmdbWriteTransaction transaction, LmdbDatabase metadata, ulong version) =>
        transaction.Put(metadata, Key, new StoredVersion(version, Release).Encode());

    /// <inheritdoc/>
    public void WriteTo(ProstWriter writer)
    {
        writer.UInt64(1, Database);
        writer.Text(2, Program);
    }

    /// <inheritdoc/>
    public static StoredVersion ReadFrom(ref ProstReader reader)
    {
        ulong database = 0;
        string program = "";
        while (reader.TryReadField(out int field))
        {
            switch (field)
            {
                case 1: database = reader.UInt64(); break;
                case 2: program = reader.Text(); break;
                default: reader.Skip(); break;
            }
        }
        return new StoredVersion(database, program);
    }
}
