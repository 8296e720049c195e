// The engine: index function, hash index and the tree of records, put together (notes: oblivious-map.md §2).
using System.Security.Cryptography;
using MobileCoin.Oblivious.Lanes;
using MobileCoin.Oblivious.Memory;
using MobileCoin.Oblivious.Oram;

namespace MobileCoin.Oblivious.Map;

internal sealed unsafe partial class MapEngine<TRecord, TLanes, TV, TTrace> : ObliviousMap
    where TRecord : struct, IRecord
    where TLanes : struct, ILanes<TV>
    where TV : unmanaged
    where TTrace : struct, ITrace
{
    private const int BlockBytes = 4 * Parameters.Line;

    private readonly MapLayout _layout;
    private readonly Func<byte[], LabelSource> _labels;
    private readonly string _purpose;
    private IndexFunction _function = null!;
    private LabelSource _source = null!;
    private Ahead _ahead = null!;
    private HashIndex<TLanes, TV, TTrace> _index = null!;
    private CircuitOram<TRecord, TLanes, TV, TTrace> _data = null!;
    private PageBlock _memory = null!;
    private Query* _queries;
    private ulong* _hashes;
    private byte* _block;

    public MapEngine(RecordShape shape, MapLayout layout, ReadOnlySpan<byte> seed)
        : this(shape, layout, seed, static key => new LabelStream(key))
    {
    }

    /// <summary>With labels from elsewhere than the seed: a test's tape.</summary>
    public MapEngine(RecordShape shape, MapLayout layout, ReadOnlySpan<byte> seed, Func<byte[], LabelSource> labels)
        : base(shape)
    {
        (_layout, _labels, _purpose) = (layout, labels, $"an oblivious map of {layout.Capacity} {shape}");
        Open(seed);
    }

    public override long MemoryHeld => (long)_memory.Length + LabelSource.Bytes + Ahead.Bytes + _index.Bytes + _data.Bytes;

    /// <summary>The largest of the map's stashes and lists, for tests and simulation. A secret.</summary>
    public (int Stash, int Spilled) Fill => (_data.StashSize, _index.Spilled);

    /// <summary>Index buckets, trees of the position map and levels of the data tree; public.</summary>
    public (long Buckets, int PositionTrees, int Depth) Extent => (_index.Buckets, _index.PositionTrees, _data.Depth);

    private protected override ulong Overflow => _data.Overflow | _index.Overflow;

    private static long OwnBytes => (Parameters.Batch * (long)(sizeof(Query) + BlockCipher.BlockSize)) + BlockBytes;

    public static long BytesFor(MapLayout layout) =>
        OwnBytes
        + LabelSource.Bytes
        + Ahead.Bytes
        + HashIndex<TLanes, TV, TTrace>.BytesFor(layout)
        + CircuitOram<TRecord, TLanes, TV, TTrace>.BytesFor(layout.Capacity);

    private protected override void Open(ReadOnlySpan<byte> seed)
    {
        byte[] labelKey = seed[BlockCipher.KeySize..].ToArray();
        try
        {
            _memory = new PageBlock(OwnBytes, _purpose);
            _block = _memory.Start;
            _hashes = (ulong*)(_block + BlockBytes);
            _queries = (Query*)(_hashes + (2 * Parameters.Batch));
            _function = new IndexFunction(seed[..BlockCipher.KeySize]);
            _source = _labels(labelKey);
            _ahead = new Ahead();
            _data = new CircuitOram<TRecord, TLanes, TV, TTrace>(Structure.Data, _layout.Capacity, _ahead, _purpose);
            _index = new HashIndex<TLanes, TV, TTrace>(_source, _ahead, _layout, _purpose);
        }
        catch
        {
            Close();
            throw;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(labelKey);
        }
    }

    private protected override void Close()
    {
        _index?.Dispose();
        _data?.Dispose();
        _ahead?.Dispose();
        _source?.Dispose();
        _function?.Dispose();
        _memory?.Dispose();
    }

    private protected override void Grow(int puts)
    {
        _data.EnsureDepth(Puts + puts);
        for (int i = 0; i < puts; i++) _index.Grow(++Puts);
    }
}
