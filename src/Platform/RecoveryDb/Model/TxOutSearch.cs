// A search through all records (fact sheet fog §3.4 get_tx_outs). For tests.
using System.Buffers.Binary;
using MobileCoin.Crypto;
using MobileCoin.Transactions;

namespace MobileCoin.RecoveryDb;

internal sealed class TxOutSearch
{
    private readonly IReadOnlyList<ReadOnlyMemory<byte>> _keys;
    private readonly Dictionary<UInt128, ReadOnlyMemory<byte>?> _found = [];

    internal TxOutSearch(IReadOnlyList<ReadOnlyMemory<byte>> keys)
    {
        _keys = keys;
        foreach (ReadOnlyMemory<byte> key in keys)
        {
            if (key.Length == KexRng.OutputSize) _found[Number(key)] = null;
        }
    }

    internal void Look(IReadOnlyList<ETxOutRecord> records)
    {
        for (int i = 0; i < records.Count; i++)
        {
            if (records[i].SearchKey.Length != KexRng.OutputSize) continue;
            UInt128 key = Number(records[i].SearchKey);
            if (_found.ContainsKey(key)) _found[key] = records[i].Payload;
        }
    }

    internal IReadOnlyList<FixedTxOutSearchResult> Results() => [.. _keys.Select(Result)];

    private FixedTxOutSearchResult Result(ReadOnlyMemory<byte> key)
    {
        if (key.Length != KexRng.OutputSize) return FixedTxOutSearchResult.Without(key, TxOutSearchResultCode.BadSearchKey);
        return _found[Number(key)] switch
        {
            null => FixedTxOutSearchResult.Without(key, TxOutSearchResultCode.NotFound),
            { Length: > FixedTxOutSearchResult.CiphertextSize } => FixedTxOutSearchResult.Without(key, TxOutSearchResultCode.InternalError),
            { } payload => FixedTxOutSearchResult.Found(key, payload.Span),
        };
    }

    private static UInt128 Number(ReadOnlyMemory<byte> key) => BinaryPrimitives.ReadUInt128BigEndian(key.Span);
}
