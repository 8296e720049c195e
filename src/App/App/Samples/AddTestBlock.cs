// A block for Fog's conformance tests (fact sheet fog §7.4).
using MobileCoin.Accounts;
using MobileCoin.App.Files;
using MobileCoin.Blockchain;
using MobileCoin.Crypto;
using MobileCoin.Hosting;
using MobileCoin.LedgerDb;
using MobileCoin.Transactions;

namespace MobileCoin.App.Samples;

/// <summary>add_test_block</summary>
internal static class AddTestBlock
{
    private static readonly Flag<string> Keys = Flags.Path("keys", "MC_KEYS", "the folder of the accounts' key files") with { Letter = 'k', IsRequired = true };
    private static readonly Flag<string> LedgerDb = Flags.Path("ledger-db", "MC_LEDGER_DB", "the ledger") with { Letter = 'l', IsRequired = true };
    private static readonly Flag<string> WatcherFolder = Flags.Path("watcher-db", "MC_WATCHER_DB", "the watcher's database") with { Letter = 'w', IsRequired = true };
    private static readonly Flag<ulong> Seed = Flags.Number("seed", "MC_SEED", "what the block is made of: another number for every block", 0ul, ulong.MaxValue) with { Letter = 's', Default = 99 };

    private static readonly Flag<string> FogKey = Flags.One("fog-pubkey", "MC_FOG_PUBKEY", "the ingress public key that hints are made for, hex", static text =>
        text.Length == 2 * RistrettoPublic.Size && TryDecodeHex(text, out byte[] bytes) && RistrettoPublic.TryParse(bytes, out _)
            ? text : throw new FlagException($"is no public key of {2 * RistrettoPublic.Size} hex digits")) with { Letter = 'f', IsRequired = true, ValueName = "hex" };

    internal static ConsoleProgram Program { get; } = new(
        "add_test_block", "Appends a block to a test ledger and its watcher: {\"credits\":[{\"account\":i,\"amount\":n}],\"key_images\":[hex]} from standard input. Prints the key images of the new outputs.")
    {
        Flags = [Keys, LedgerDb, WatcherFolder, Seed, FogKey],
        OutputIsData = true,
        Run = RunAsync,
    };

    private static async Task<int> RunAsync(ProgramContext context)
    {
        FlagValues values = context.Values;
        var request = TestBlockRequest.Parse(await context.Surroundings.Input.ReadToEndAsync().ConfigureAwait(false));
        string keys = values.Get(Keys);
        IReadOnlyList<string> files = InputFile.List(Keys.Title, keys, KeyFile.SecretExtension);
        using var stream = new Hc128(SampleBlocks.SeedOf(values.Get(Seed)));
        var fog = RistrettoPublic.Parse(Convert.FromHexString(values.Get(FogKey)));
        var outputs = new TxOut[request.Credits.Count];
        var images = new KeyImage[outputs.Length];
        for (int i = 0; i < outputs.Length; i++)
        {
            (ulong account, ulong amount) = request.Credits[i];
            if (account >= (ulong)files.Count) throw new HostingException($"standard input: credit {i}: there is no account {account}: {keys} holds {files.Count}");
            using AccountKey owner = InputFile.Read(Keys.Title, files[(int)account], KeyFile.ReadAccountKey);
            (outputs[i], images[i]) = Make(stream, owner, amount, fog);
        }
        Append(values, stream, new BlockContents([.. request.KeyImages], outputs));
        string list = string.Join(',', images.Select(image => $"\"{Convert.ToHexStringLower(image.ToBytes())}\""));
        await context.Surroundings.Output.WriteAsync($"{{\"key_images\":[{list}]}}").ConfigureAwait(false);
        return ExitCode.Success;
    }

    // Draws the hint's 64 bytes, then the private key's.
    private static (TxOut Output, KeyImage Image) Make(Hc128 stream, AccountKey owner, ulong amount, in RistrettoPublic fog)
    {
        PublicAddress address = owner.DefaultSubaddress();
        byte[] hint = new byte[FogHint.Size];
        FogHint.Seal(fog, address.ViewPublicKey, hint, stream.Fill);
        using RistrettoPrivate key = RistrettoPrivate.Random(stream.Fill);
        TxOut output = TxOut.Create(BlockVersion.Max, new Amount(amount, TokenId.Mob), address, key, new EncryptedFogHint(hint));
        using RistrettoPrivate spend = owner.SubaddressSpendPrivate(SubaddressIndex.Default);
        using RistrettoPrivate onetime = OnetimeKeys.RecoverPrivateKey(OnetimeKeys.PublicKey(key, address.SpendPublicKey), owner.ViewPrivateKey, spend);
        return (output, KeyImage.Create(onetime));
    }

    private static void Append(FlagValues values, Hc128 stream, BlockContents contents)
    {
        string path = values.Get(LedgerDb);
        using WatcherDb watcher = InitTestLedger.OpenWatcher(values.Get(WatcherFolder));
        BlockData data;
        try
        {
            using Ledger ledger = Ledger.Open(path);
            Block parent = ledger.GetLatestBlock();
            Block block = Block.NewWithParent(BlockVersion.FromUInt32(parent.Version), parent, ledger.GetRootTxOutMembershipElement(), contents);
            data = SampleBlocks.Seal(stream, block, contents);
            ledger.AppendBlock(data);
        }
        catch (Exception e) when (e is LedgerException or UnsupportedBlockVersionException)
        {
            throw new HostingException($"{LedgerDb.Title}: {path}: {e.Message}", e);
        }
        watcher.AddBlockData(InitTestLedger.WatcherSource, data);
        watcher.AddBlockSignature(InitTestLedger.WatcherSource, data.Block.Index, data.Signature!, ArchivePath.OfBlock(data.Block.Index));
    }

    private static bool TryDecodeHex(string text, out byte[] bytes)
    {
        bytes = new byte[text.Length / 2];
        return Convert.FromHexString(text, bytes, out _, out _) == System.Buffers.OperationStatus.Done;
    }
}
