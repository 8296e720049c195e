// The plaintexts of a call's records, all made before anything secret is touched (fact sheet fog §2.4 step A).
using MobileCoin.Crypto;
using MobileCoin.Transactions;
using MobileCoin.Wire;

namespace MobileCoin.IngestEnclave;

/// <summary>Records end to end, and their hints. All of it stands in the ledger.</summary>
internal sealed class RecordTexts : IDisposable
{
    private readonly ProstWriter _texts = new();
    private readonly int[] _lengths;
    private readonly byte[] _hints;

    /// <exception cref="EnclaveException"><see cref="EnclaveErrorKind.InvalidBlockData"/>.</exception>
    internal RecordTexts(IReadOnlyList<TxsForIngest> chunks, int count)
    {
        _lengths = new int[count];
        _hints = new byte[count * FogHint.Size];
        int n = 0;
        foreach (TxsForIngest chunk in chunks)
        {
            for (int i = 0; i < chunk.TxOuts.Count; i++, n++)
            {
                int before = _texts.Length;
                Record(chunk, i).WriteTo(_texts);
                _lengths[n] = _texts.Length - before;
                chunk.TxOuts[i].FogHint.Bytes.CopyTo(_hints.AsSpan(n * FogHint.Size, FogHint.Size));
            }
        }
    }

    /// <summary>All records, end to end.</summary>
    internal ReadOnlySpan<byte> Texts => _texts.Written;

    /// <summary>Bytes of each.</summary>
    internal ReadOnlySpan<int> Lengths => _lengths;

    /// <summary>The hints, 84 bytes each.</summary>
    internal ReadOnlySpan<byte> Hints => _hints;

    public void Dispose() => _texts.Dispose();

    private static TxOutRecord Record(TxsForIngest chunk, int i)
    {
        TxOut output = chunk.TxOuts[i] ?? throw new EnclaveException(EnclaveErrorKind.InvalidBlockData, $"output {i} is null");
        try
        {
            return TxOutRecord.Create(output, chunk.GlobalTxoIndex + (ulong)i, chunk.BlockIndex, chunk.Timestamp);
        }
        catch (AmountException e)
        {
            throw new EnclaveException(EnclaveErrorKind.InvalidBlockData, $"output {i} of block {chunk.BlockIndex}: {e.Message}", e);
        }
    }
}
