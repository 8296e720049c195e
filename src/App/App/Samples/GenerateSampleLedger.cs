// The ledgers that networks begin with (fact sheet ledger §5.10).
using MobileCoin.Crypto;
using MobileCoin.Hosting;

namespace MobileCoin.App.Samples;

/// <summary>generate-sample-ledger</summary>
internal static class GenerateSampleLedger
{
    private const byte DefaultSeedByte = 0x21;

    private static readonly Flag<string> Folder = Flags.Path("output-dir", "MC_OUTPUT_DIR", "the folder for the ledger, which must hold none") with { Letter = 'o', Default = "ledger" };
    private static readonly Flag<string> Keys = Flags.Path("keys-dir", "MC_KEYS_DIR", "the folder of sample-keys: every .pub file is a recipient") with { Letter = 'k', Default = "keys" };
    private static readonly Flag<int> Txs = Flags.Number("txs", "MC_TXS", "outputs of each token for each recipient in a block", 1, 100_000_000) with { Letter = 't', Default = 100 };
    private static readonly Flag<int> Blocks = Flags.Number("blocks", "MC_BLOCKS", "how many blocks", 1, 100_000_000) with { Letter = 'b', Default = 1 };
    private static readonly Flag<ulong> KeyImages = Flags.Number("key-images", "MC_KEY_IMAGES", "a number for the conf file: each block after the first has one key image", 0ul, ulong.MaxValue) with { Default = 1 };
    private static readonly Flag<SecretText> Seed = Flags.SecretHex("seed", "MC_SEED", "what the ledger is made of; without it 32 bytes of 21", Keystream.SeedSize) with { Letter = 's' };
    private static readonly Flag<int> MaxTokenId = Flags.Number("max-token-id", "MC_MAX_TOKEN_ID", "the highest token: outputs are of 0 up to it", 0, 1_000_000) with { Default = 0 };

    internal static ConsoleProgram Program { get; } = new("generate-sample-ledger", "Makes a network's first ledger, in which all coins belong to the accounts of a folder: the same one of the same seed.")
    {
        Flags = [Folder, Keys, Txs, Blocks, KeyImages, Seed, MaxTokenId, SampleLedger.ConfFile],
        Run = context =>
        {
            Run(context.Values);
            return Task.FromResult(ExitCode.Success);
        },
    };

    private static void Run(FlagValues values)
    {
        var sample = new SampleBlocks(SampleLedger.ReadRecipients(Keys.Title, values.Get(Keys)), values.Get(Txs), values.Get(Blocks), values.Get(MaxTokenId));
        if (sample.Problem() is { } problem) throw new HostingException($"{Keys.Title}, {Txs.Title}, {Blocks.Title}: {problem}");
        byte[] seed = values.Find(Seed) is { } given ? given.Bytes.ToArray() : [.. Enumerable.Repeat(DefaultSeedByte, Keystream.SeedSize)];
        SampleLedger.Write(Folder.Title, values.Get(Folder), sample, seed, values.Get(SampleLedger.ConfFile), values.Get(KeyImages));
    }
}
