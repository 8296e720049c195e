// A recovery database as an ingest of some years leaves it behind.
using MobileCoin.Crypto;
using MobileCoin.Curve25519;
using MobileCoin.RecoveryDb;
using MobileCoin.Devnet;
using MobileCoin.Transactions;

namespace MobileCoin.Perf;

/// <summary>Records of numbered search keys, 512 a block, in a database of each kind. One is made of each, at its first use, and lasts as long as the process.</summary>
internal static class RecoverySample
{
    internal const int Records = 1 << 20;

    private const int PayloadSize = 237, BlockRecords = 512, BlocksAtOnce = 64;

    private static readonly Lazy<string> LmdbFolder = new(() => MakeLmdb().GetAwaiter().GetResult());
    private static readonly Lazy<string?> PostgresUrl = new(() => MakePostgres().GetAwaiter().GetResult());

    /// <summary>The folder of the embedded one.</summary>
    internal static string Folder => LmdbFolder.Value;

    /// <summary>The address of the one on PostgreSQL.</summary>
    /// <exception cref="InvalidOperationException">It is not installed.</exception>
    internal static string Url => PostgresUrl.Value ?? throw new InvalidOperationException("postgresql is not installed");

    /// <summary>The search key of a record.</summary>
    internal static byte[] Key(long number)
    {
        byte[] key = new byte[16];
        MapFixture.WriteKey(key, number);
        return key;
    }

    private static async Task<string> MakeLmdb()
    {
        string folder = Directory.CreateTempSubdirectory("mobilecoin-perf-recovery").FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(folder, recursive: true);
        LmdbRecoveryDb db = LmdbRecoveryDb.Open(folder, new LmdbRecoveryDbOptions { Durability = RecoveryDbDurability.NoSync });
        await using (db.ConfigureAwait(false)) await FillAsync(db).ConfigureAwait(false);
        return folder;
    }

    private static async Task<string?> MakePostgres()
    {
        if (!PrivatePostgres.IsInstalled) return null;
        PrivatePostgres server = await PrivatePostgres.CreateAsync().ConfigureAwait(false);
        AppDomain.CurrentDomain.ProcessExit += (_, _) => server.DisposeAsync().AsTask().GetAwaiter().GetResult();
        string url = server.UrlOf("postgres");
        await PostgresMigrations.RunAsync(url).ConfigureAwait(false);
        PostgresRecoveryDb db = await PostgresRecoveryDb.OpenAsync(url).ConfigureAwait(false);
        await using (db.ConfigureAwait(false)) await FillAsync(db).ConfigureAwait(false);
        return url;
    }

    private static async Task FillAsync(IRecoveryDb db)
    {
        var random = new Random(1);
        byte[] key = new byte[CompressedRistretto.Size];
        random.NextBytes(key);
        var ingress = new CompressedRistretto(key);
        await db.NewIngressKeyAsync(ingress, 0).ConfigureAwait(false);
        // A key that decodes, for a load test's wallets.
        byte[] egress = RistrettoPublic.Random(random.NextBytes).Encoding.ToBytes();
        long run = await db.NewIngestInvocationAsync(null, ingress, new KexRngPubkeyMessage(egress, 0), 0).ConfigureAwait(false);
        long number = 0;
        for (ulong block = 0; number < Records; block += BlocksAtOnce)
        {
            var blocks = new IngestedBlockData[BlocksAtOnce];
            for (int i = 0; i < blocks.Length; i++)
            {
                var records = new ETxOutRecord[BlockRecords];
                for (int j = 0; j < records.Length; j++)
                {
                    byte[] payload = new byte[PayloadSize];
                    random.NextBytes(payload);
                    records[j] = new ETxOutRecord(Key(number++), payload);
                }
                blocks[i] = new IngestedBlockData(new IngestedBlock(block + (ulong)i, (ulong)number, 1_700_000_000), records);
            }
            await db.AddManyBlocksDataAsync(run, blocks).ConfigureAwait(false);
        }
    }
}
