using MobileCoin.Blockchain;
using MobileCoin.Lmdb;
using MobileCoin.Wire;

namespace MobileCoin.LedgerDb.Test;

public sealed class MigrationTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    /// <summary>What each version had not, by database: emptied to make a ledger of it.</summary>
    [Theory]
    [InlineData(20200427, 4)]
    [InlineData(20200610, 3)]
    [InlineData(20200707, 2)]
    [InlineData(20220222, 1)]
    [InlineData(20220921, 0)]
    public void Ledger_OfAnOlderVersion_BecomesOneOfThePresent(ulong version, int steps)
    {
        // Older ledgers hold no mintings, but those of the one before the last.
        Dictionary<string, List<string>> before = Write(minting: steps <= 1);
        MakeOlder(version);
        if (steps > 0)
        {
            LedgerException e = Assert.Throws<LedgerException>(() => Ledger.Open(_folder.Path));
            Assert.Equal(LedgerError.MetadataStore, e.Error);
            Assert.Contains("mc-ledger-migration", e.Message, StringComparison.Ordinal);
        }
        Assert.Equal(version, LedgerMigration.VersionOf(_folder.Path));

        List<(ulong From, ulong To)> told = [];
        LedgerMigration.Migrate(_folder.Path, (from, to) => told.Add((from, to)));
        Assert.Equal(steps, told.Count);
        if (steps > 0) Assert.Equal((version, Ledger.Version), (told[0].From, told[^1].To));
        Assert.Equal(Ledger.Version, LedgerMigration.VersionOf(_folder.Path));
        Assert.Equal(before, Dump());
        using Ledger ledger = Ledger.Open(_folder.Path);
        ledger.AppendBlock(new SampleChain(9).After(ledger.GetLatestBlock()));
    }

    [Fact]
    public void Ledger_WithoutMetadata_GetsATableForThem()
    {
        Write(minting: false);
        MakeOlder(Ledger.Version - 1);
        SetVersion(Ledger.Version);
        string metadata = "ledger_db:block_metadata";
        using (LmdbEnvironment environment = LmdbEnvironment.Open(_folder.Path, new LmdbOptions { ReadOnly = true })) Assert.DoesNotContain(environment.DatabaseNames(), n => n == metadata);
        using (Ledger reader = Ledger.Open(_folder.Path, new LedgerOptions { ReadOnly = true })) Assert.Null(reader.GetBlockData(1).Metadata);
        using (Ledger.Open(_folder.Path)) Assert.Contains(Dump().Keys, n => n == metadata);
    }

    [Theory]
    [InlineData(20200101)]
    [InlineData(20990101)]
    public void Ledger_OfAnUnknownVersion_IsRefused(ulong version)
    {
        Write(minting: false);
        SetVersion(version);
        Assert.Equal(LedgerError.MetadataStore, Assert.Throws<LedgerException>(() => Ledger.Open(_folder.Path)).Error);
        LedgerException e = Assert.Throws<LedgerException>(() => LedgerMigration.Migrate(_folder.Path));
        Assert.Equal(LedgerError.MetadataStore, e.Error);
        Assert.Contains(version.ToString(System.Globalization.CultureInfo.InvariantCulture), e.Message, StringComparison.Ordinal);
        Assert.Contains("data.mdb", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Migration_OfNoLedger_IsRefused()
    {
        Assert.Equal(LedgerError.Lmdb, Assert.Throws<LedgerException>(() => LedgerMigration.Migrate(_folder["missing"])).Error);
        using (LmdbEnvironment environment = LmdbEnvironment.Open(_folder["other"], new LmdbOptions { Create = true })) environment.CreateDatabase("something");
        Assert.Equal(LedgerError.MetadataStore, Assert.Throws<LedgerException>(() => LedgerMigration.Migrate(_folder["other"])).Error);
    }

    private Dictionary<string, List<string>> Write(bool minting)
    {
        var chain = new SampleChain(4);
        Ledger.Create(_folder.Path);
        using (Ledger ledger = Ledger.Open(_folder.Path, new LedgerOptions { Durability = LedgerDurability.NoSync }))
        {
            BlockData last = chain.Origin(3);
            ledger.AppendBlock(last);
            for (int i = 0; i < 5; i++) ledger.AppendBlock(last = chain.After(last.Block, 2, new BlockContents(chain.KeyImages(2), chain.Outputs(3)), withMetadata: false));
            if (minting)
            {
                ledger.AppendBlock(last = chain.After(last.Block, 2, new BlockContents([], [], [chain.MintConfigTx(1, 100, null, (SampleChain.Minter, 100))]), withMetadata: false));
                ledger.AppendBlock(chain.After(last.Block, 2, new BlockContents([], chain.Outputs(2), [], [chain.MintTx(1, 5), chain.MintTx(1, 6)]), withMetadata: false));
            }
        }
        return Dump();
    }

    private void MakeOlder(ulong version)
    {
        List<string> missing = [];
        if (version <= 20220222)
        {
            missing.Add("mint_config_store:block_index_by_mint_config_tx_nonce_and_token_id");
            missing.Add("mint_tx_store:block_index_by_mint_tx_nonce_and_token_id");
        }
        if (version < Ledger.Version) missing.Add("ledger_db:block_metadata"); // made when the ledger is opened, if not before
        if (version <= 20200707) missing.AddRange(["mint_config_store:validated_mint_config_txs_by_block", "mint_tx_store:set_txs_by_block", "mint_config_store:active_mint_configs_by_token_id"]);
        if (version <= 20200610) missing.Add("ledger_db:block_number_by_tx_out_index");
        if (version <= 20200427) missing.Add("tx_out_store:tx_out_index_by_public_key");
        // Names must go too: an older ledger has no such databases. A copy without them is made, for nothing here drops databases.
        string copy = _folder["copy"];
        Dictionary<string, List<string>> all = Dump();
        using (LmdbEnvironment environment = LmdbEnvironment.Open(copy, new LmdbOptions { Create = true, Durability = LmdbDurability.NoSync }))
        {
            environment.Write(transaction =>
            {
                foreach ((string name, List<string> pairs) in all.Where(d => !missing.Contains(d.Key)))
                {
                    LmdbDatabase database = transaction.CreateDatabase(name);
                    foreach (string pair in pairs)
                    {
                        string[] parts = pair.Split(' ');
                        transaction.Put(database, Convert.FromHexString(parts[0]), Convert.FromHexString(parts[1]));
                    }
                }
            });
        }
        File.Move(Path.Combine(copy, "data.mdb"), _folder["data.mdb"], overwrite: true);
        if (version != Ledger.Version) SetVersion(version);
    }

    private void SetVersion(ulong version)
    {
        using LmdbEnvironment environment = LmdbEnvironment.Open(_folder.Path);
        LmdbDatabase metadata = environment.OpenDatabase("ledger_db_metadata");
        environment.Write(t => t.Put(metadata, "version"u8, new StoredVersion(version, "1.0.0").Encode()));
    }

    private Dictionary<string, List<string>> Dump()
    {
        using LmdbEnvironment environment = LmdbEnvironment.Open(_folder.Path, new LmdbOptions { ReadOnly = true });
        var all = new Dictionary<string, List<string>>(StringComparer.Ordinal);
        foreach (string name in environment.DatabaseNames())
        {
            LmdbDatabase database = environment.OpenDatabase(name);
            using LmdbReadTransaction transaction = environment.BeginRead();
            using LmdbCursor cursor = transaction.OpenCursor(database);
            List<string> pairs = [];
            while (cursor.MoveNext()) pairs.Add($"{Convert.ToHexStringLower(cursor.Key)} {Convert.ToHexStringLower(cursor.Value)}");
            all.Add(name, pairs);
        }
        return all;
    }
}
