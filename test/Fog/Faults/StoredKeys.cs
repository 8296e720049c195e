// Every search key and every egress key that any ingest ever handed to the outside in a round (fact sheet fog §2.6, §2.10).
using System.Buffers.Binary;
using MobileCoin.RecoveryDb;
using MobileCoin.Transactions;

namespace MobileCoin.Fog;

/// <summary>
/// A search key is for one record: it may be sent again with that very record, and never with another, whatever became of the first attempt.
/// An egress key is one run's.
/// </summary>
internal sealed class StoredKeys
{
    private readonly Dictionary<UInt128, (ulong Block, int Place, UInt128 Payload, string By)> _search = [];
    private readonly Dictionary<string, (string Ingress, string By)> _egress = new(StringComparer.Ordinal);

    internal int SearchKeys => _search.Count;

    internal int EgressKeys => _egress.Count;

    internal void Sends(string by, IngestedBlock block, IReadOnlyList<ETxOutRecord> records)
    {
        for (int i = 0; i < records.Count; i++)
        {
            UInt128 key = BinaryPrimitives.ReadUInt128LittleEndian(records[i].SearchKey.Span);
            UInt128 payload = BinaryPrimitives.ReadUInt128LittleEndian(records[i].Payload.Span[^40..]);
            (ulong, int, UInt128, string By) sent = (block.Index, i, payload, by);
            if (!_search.TryAdd(key, sent) && _search[key] != sent)
            {
                throw new ModelException($"search key {Convert.ToHexStringLower(records[i].SearchKey.Span)} is used twice: for {_search[key]}, now for {sent}");
            }
        }
    }

    internal void Enters(string by, string ingress, KexRngPubkeyMessage egress)
    {
        string key = Convert.ToHexStringLower(egress.PublicKey.Span);
        if (!_egress.TryAdd(key, (ingress, by)) && _egress[key] != (ingress, by))
        {
            throw new ModelException($"egress key {key} is entered twice: by {_egress[key]}, now by {by} under {ingress}");
        }
    }
}
