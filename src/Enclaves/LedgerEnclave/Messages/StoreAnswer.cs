// What a store tells a router (fact sheets crypto §9.9, fog §6.3). Upstream's CBOR writes numbers in their shortest form, so that its length
// tells how many key images are spent; stores and routers are one measurement and speak to no others, so that the form is their own.
using System.Buffers.Binary;
using MobileCoin.Transactions;
using MobileCoin.Wire;

namespace MobileCoin.LedgerEnclave;

/// <summary>The host's part, and a result of fixed length for each key image, in the order of the query.</summary>
/// <param name="untrusted">The host's part.</param>
/// <param name="results">The results, back to back.</param>
internal sealed class StoreAnswer(UntrustedKeyImageQueryResponse untrusted, byte[] results) : IWireMessage<StoreAnswer>
{
    internal const int ImageSize = KeyImage.Size, ResultSize = ImageSize + 8 + 8 + 8;

    internal UntrustedKeyImageQueryResponse Untrusted { get; } = untrusted;

    internal byte[] Results { get; } = results;

    internal int Count => Results.Length / ResultSize;

    internal ReadOnlySpan<byte> Image(int index) => Results.AsSpan(index * ResultSize, ImageSize);

    internal ulong SpentAt(int index) => Number(index, 0);

    internal ulong Timestamp(int index) => Number(index, 1);

    internal ulong Code(int index) => Number(index, 2);

    public void WriteTo(ProstWriter writer)
    {
        writer.Message(1, Untrusted.ProcessedBlockRange);
        writer.UInt64(2, Untrusted.LastKnownBlockCumulativeTxoCount);
        writer.UInt64(3, Untrusted.LatestBlockVersion);
        writer.UInt64(4, Untrusted.MaxBlockVersion);
        writer.Bytes(5, Results);
    }

    public static StoreAnswer ReadFrom(ref ProstReader reader)
    {
        ReadOnlySpan<byte> range = default, results = default;
        ulong txos = 0;
        uint latest = 0, max = 0;
        while (reader.TryReadField(out int field))
        {
            switch (field)
            {
                case 1: reader.Merge(ref range); break;
                case 2: txos = reader.UInt64(); break;
                case 3: latest = reader.UInt32(); break;
                case 4: max = reader.UInt32(); break;
                case 5: results = reader.Bytes(); break;
                default: reader.Skip(); break;
            }
        }
        if (results.Length % ResultSize != 0) throw new WireException($"StoreAnswer.results: {results.Length} bytes are no whole results");
        return new StoreAnswer(new UntrustedKeyImageQueryResponse(reader.Message<BlockRange>(range), txos, latest, max), results.ToArray());
    }

    private ulong Number(int index, int number) =>
        BinaryPrimitives.ReadUInt64LittleEndian(Results.AsSpan((index * ResultSize) + ImageSize + (number * 8)));
}
