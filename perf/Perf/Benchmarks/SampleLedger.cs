// Ledgers of random outputs, and blocks for them. A ledger does not look into keys: these are any bytes.
using MobileCoin.Blockchain;
using MobileCoin.Curve25519;
using MobileCoin.LedgerDb;
using MobileCoin.Transactions;

namespace MobileCoin.Perf;

/// <summary>A ledger in a folder of this run's, with blocks of one size ready to be appended.</summary>
internal sealed class SampleLedger
{
    private const int BlocksAhead = 512;

    private static readonly Lazy<string> Root = new(() =>
    {
        string folder = Directory.CreateTempSubdirectory("ledger-bench").FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(folder, recursive: true);
        return folder;
    });

    private static int _made;

    private readonly Random _random = new(1);
    private readonly Queue<BlockData> _blocks = [];
    private readonly int _outputs;
    private Block? _last;

    internal SampleLedger(LedgerDurability durability, int outputsPerBlock)
    {
        _outputs = outputsPerBlock;
        string path = Path.Combine(Folder, $"ledger{_made++}");
        Ledger.Create(path);
        Open = Ledger.Open(path, new LedgerOptions { Durability = durability });
        Append();
    }

    /// <summary>Where ledgers are: TMPDIR decides on which disk.</summary>
    internal static string Folder => Root.Value;

    internal Ledger Open { get; }

    /// <summary>Appends a block that was made ahead. Making more of them is one long call among many.</summary>
    internal void Append()
    {
        if (_blocks.Count == 0) MakeAhead();
        Open.AppendBlock(_blocks.Dequeue());
    }

    /// <summary>Appends several blocks that were made ahead, at once.</summary>
    internal void Append(int blocks)
    {
        while (_blocks.Count < blocks) MakeAhead();
        Open.AppendBlocks([.. Enumerable.Range(0, blocks).Select(_ => _blocks.Dequeue())]);
    }

    /// <summary>Makes blocks ahead, so that as many can be appended without.</summary>
    internal void MakeAhead(int blocks = 0)
    {
        for (int i = Math.Max(blocks, Math.Clamp(100_000 / _outputs, 4, BlocksAhead)); i > 0; i--)
        {
            TxOut[] outputs = [.. Enumerable.Range(0, _outputs).Select(_ => Output())];
            BlockData next;
            if (_last is null)
            {
                next = new BlockData(Block.NewOriginBlock(outputs), new BlockContents([], outputs));
            }
            else
            {
                KeyImage[] keyImages = [.. Enumerable.Range(0, Math.Max(1, _outputs / 2)).Select(_ => new KeyImage(Bytes(KeyImage.Size)))];
                var contents = new BlockContents(keyImages, outputs);
                next = new BlockData(Block.NewWithParent(BlockVersion.FromUInt32(2), _last, default, contents), contents);
            }
            // As it comes from elsewhere: hashes that were computed on the way are forgotten.
            _blocks.Enqueue(Wire.WireMessage.Decode<BlockData>(Wire.WireMessage.Encode(next)));
            _last = next.Block;
        }
    }

    internal ulong NextIndex(ulong below) => (ulong)_random.NextInt64((long)below);

    private byte[] Bytes(int count)
    {
        byte[] bytes = new byte[count];
        _random.NextBytes(bytes);
        return bytes;
    }

    private TxOut Output() => new(
        new MaskedAmount(MaskedAmountVersion.V2, Point(), (ulong)_random.NextInt64(), Bytes(TokenId.Size)),
        Point(), Point(), new EncryptedFogHint(Bytes(EncryptedFogHint.Size)), new EncryptedMemo(Bytes(EncryptedMemo.Size)));

    private CompressedRistretto Point() => new(Bytes(CompressedRistretto.Size));
}
