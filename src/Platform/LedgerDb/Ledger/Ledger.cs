// The ledger on disk (fact sheet ledger §5.5): opening, making, growing.
using System.Diagnostics;
using MobileCoin.Blockchain;
using MobileCoin.Lmdb;
using MobileCoin.Wire;

namespace MobileCoin.LedgerDb;

/// <summary>
/// The ledger in a folder (<c>data.mdb</c>, <c>lock.mdb</c>), readable by upstream's programs and the other way round. Several processes may
/// have it open; one at a time writes.
/// </summary>
public sealed partial class Ledger : ILedger, IDisposable
{
    /// <summary>The version of the layout.</summary>
    public const ulong Version = 20220921;

    private readonly LmdbEnvironment _environment;
    private readonly LedgerTables _tables;
    private readonly LedgerMetrics? _metrics;

    private Ledger(LmdbEnvironment environment, LedgerTables tables, LedgerOptions options)
    {
        (_environment, _tables) = (environment, tables);
        if (options.Metrics is not { } metrics) return;
        _metrics = new LedgerMetrics(metrics, environment.Path);
        Measure();
    }

    /// <summary>Opens a ledger.</summary>
    /// <param name="path">Its folder.</param>
    /// <param name="options">How; null for the defaults.</param>
    /// <exception cref="LedgerException">
    /// There is none, or none that can be opened (<see cref="LedgerError.Lmdb"/>); it is of another version
    /// (<see cref="LedgerError.MetadataStore"/>), which <see cref="LedgerMigration"/> may help.
    /// </exception>
    public static Ledger Open(string path, LedgerOptions? options = null)
    {
        options ??= new LedgerOptions();
        LmdbEnvironment? environment = null;
        try
        {
            environment = LmdbEnvironment.Open(path, new LmdbOptions
            {
                ReadOnly = options.ReadOnly,
                Durability = options.Durability == LedgerDurability.NoSync ? LmdbDurability.NoSync : LmdbDurability.Full,
            });
            ulong found = ReadVersion(environment);
            if (found != Version)
            {
                throw new LedgerException(
                    LedgerError.MetadataStore,
                    $"{environment.DataPath}: VersionIncompatible: the ledger is of version {found}, expected {Version}"
                    + (found < Version ? "; mc-ledger-migration brings it there" : ""));
            }
            var ledger = new Ledger(environment, LedgerTables.Open(environment), options);
            environment = null;
            return ledger;
        }
        catch (LmdbException e)
        {
            throw LedgerFailure.From(e);
        }
        finally
        {
            environment?.Dispose();
        }
    }

    /// <summary>Makes an empty ledger.</summary>
    /// <param name="path">Its folder, made if missing.</param>
    /// <exception cref="LedgerException">There is one already, or none can be made.</exception>
    public static void Create(string path)
    {
        try
        {
            using LmdbEnvironment environment = LmdbEnvironment.Open(path, new LmdbOptions { Create = true });
            // A file without anything in it is what a process leaves that died just here.
            if (environment.DatabaseNames().Count > 0) throw new LedgerException(LedgerError.Lmdb, $"{environment.DataPath}: there is a ledger already, or another database");
            environment.Write(transaction =>
            {
                LedgerTables tables = LedgerTables.Create(transaction);
                StoredVersion.Set(transaction, tables.Metadata, Version);
                transaction.Put(tables.Counts, LedgerTables.NumBlocksKey, DatabaseKeys.Of(0));
                transaction.Put(tables.TxOutCounts, LedgerTables.NumTxOutsKey, DatabaseKeys.Of(0));
            });
        }
        catch (LmdbException e)
        {
            throw LedgerFailure.From(e);
        }
    }

    /// <summary>Whether a folder holds a ledger's file.</summary>
    public static bool Exists(string path) => LmdbEnvironment.Exists(path);

    /// <summary>The folder.</summary>
    public string Path => _environment.Path;

    /// <inheritdoc/>
    public void AppendBlock(BlockData block)
    {
        ArgumentNullException.ThrowIfNull(block);
        AppendBlocks([block]);
    }

    /// <summary>Adds blocks in one transaction. If one does not fit, those before it are added, in a transaction again.</summary>
    /// <param name="blocks">The blocks; what they hold is all written before the disk is waited for, so a few thousand outputs at a time are enough.</param>
    /// <exception cref="LedgerException">A block does not fit.</exception>
    public void AppendBlocks(IReadOnlyList<BlockData> blocks)
    {
        ArgumentNullException.ThrowIfNull(blocks);
        long start = Stopwatch.GetTimestamp();
        // Hashing is most of the work and needs no lock.
        BlockChecks[] checks = [.. blocks.Select(b => new BlockChecks(b))];
        int fitting = 0;
        try
        {
            Write(checks, blocks, ref fitting);
        }
        catch (LedgerException) // without a filter, which would run before the number is set
        {
            if (fitting > 0)
            {
                int all = fitting;
                Write(checks[..all], blocks, ref fitting);
                Count(blocks.Take(all), start);
            }
            throw;
        }
        Count(blocks, start);
    }

    /// <summary>Has the disk keep everything that was appended, whatever the durability.</summary>
    public void Flush()
    {
        try
        {
            _environment.Flush();
        }
        catch (LmdbException e)
        {
            throw LedgerFailure.From(e);
        }
    }

    /// <summary>Closes the ledger.</summary>
    public void Dispose() => _environment.Dispose();

    internal static ulong ReadVersion(LmdbEnvironment environment)
    {
        LmdbDatabase metadata = environment.FindDatabase(LedgerTables.MetadataName)
            ?? throw new LedgerException(LedgerError.MetadataStore, $"{environment.DataPath}: no ledger: there is no database {LedgerTables.MetadataName}");
        using LmdbReadTransaction transaction = environment.BeginRead();
        try
        {
            return StoredVersion.Find(transaction, metadata)?.Database
                ?? throw new LedgerException(LedgerError.MetadataStore, $"{environment.DataPath}: the ledger has no version");
        }
        catch (WireException e)
        {
            throw new LedgerException(LedgerError.MetadataStore, $"{environment.DataPath}: the ledger's version cannot be read: {e.Message}", e);
        }
    }

    /// <param name="checks">Of the blocks to be written.</param>
    /// <param name="blocks">The blocks.</param>
    /// <param name="fitting">How many were, when it ends or throws.</param>
    private void Write(BlockChecks[] checks, IReadOnlyList<BlockData> blocks, ref int fitting)
    {
        int written = 0;
        try
        {
            _environment.Write(transaction =>
            {
                var view = new LedgerView(_tables, transaction, _environment.DataPath);
                for (written = 0; written < checks.Length; written++)
                {
                    checks[written].Run(view);
                    using var writer = new BlockWriter(_tables, transaction, view, blocks[written]);
                    writer.Write();
                }
            });
        }
        catch (LmdbException e)
        {
            // A key that is there twice is the block's fault, anything else the disk's: then nothing is tried again.
            if (e.Error != LmdbError.KeyExist) written = 0;
            throw LedgerFailure.From(e);
        }
        finally
        {
            fitting = written;
        }
    }

    private void Count(IEnumerable<BlockData> blocks, long start)
    {
        if (_metrics is null) return;
        BlockData[] all = [.. blocks];
        foreach (BlockData block in all) _metrics.Appended(block.Contents.Outputs.Length, Stopwatch.GetElapsedTime(start) / all.Length);
        Measure();
    }

    private LmdbReadTransaction Begin()
    {
        try
        {
            return _environment.BeginRead();
        }
        catch (LmdbException e)
        {
            throw LedgerFailure.From(e);
        }
    }

    private LedgerView View(LmdbReadTransaction transaction) => new(_tables, transaction, _environment.DataPath);

    /// <summary>Looks at the ledger's size for the metrics, if there are any: of a ledger that another process writes nobody else does.</summary>
    /// <exception cref="LedgerException">It cannot be read.</exception>
    public void Measure()
    {
        if (_metrics is null) return;
        using LmdbReadTransaction transaction = Begin();
        LedgerView view = View(transaction);
        _metrics.Now(view.NumBlocks, view.NumTxos, _environment.FileSize);
    }
}
