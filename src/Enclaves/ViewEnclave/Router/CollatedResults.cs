// The shards' results for each key, of which one is kept (fact sheets fog §5.6, crypto §12): by masks, so that it does not show which shard had
// what.
using System.Security.Cryptography;
using MobileCoin.FogEnclave;
using MobileCoin.Oblivious;
using MobileCoin.Transactions;

namespace MobileCoin.ViewEnclave;

/// <summary>
/// A result for each key of a query. All start as not found; each shard's result for a key is looked at and moved, or not, by masks. Stores
/// answer key by key in the query's order; an answer that does not is none, and is refused, where upstream would tell the client that nothing
/// was found.
/// </summary>
internal sealed class CollatedResults : IDisposable
{
    /// <summary>What is told of a result without a payload: as much as a record can have at most, so that it is not shorter than others.</summary>
    internal const uint NominalPayloadLength = ETxOutStore.MaxPayload;

    internal const int CiphertextSize = FixedTxOutSearchResult.CiphertextSize;

    private const ulong Found = (ulong)TxOutSearchResultCode.Found, NotFound = (ulong)TxOutSearchResultCode.NotFound,
        BadSearchKey = (ulong)TxOutSearchResultCode.BadSearchKey, InternalError = (ulong)TxOutSearchResultCode.InternalError,
        RateLimited = (ulong)TxOutSearchResultCode.RateLimited;

    private readonly byte[] _ciphertexts;
    private readonly ulong[] _codes, _payloadLengths;

    internal CollatedResults(IReadOnlyList<byte[]> keys)
    {
        Keys = keys;
        _ciphertexts = new byte[keys.Count * CiphertextSize];
        _codes = new ulong[keys.Count];
        _payloadLengths = new ulong[keys.Count];
        _codes.AsSpan().Fill(NotFound);
        _payloadLengths.AsSpan().Fill(NominalPayloadLength);
    }

    internal IReadOnlyList<byte[]> Keys { get; }

    internal ReadOnlySpan<byte> Ciphertext(int key) => _ciphertexts.AsSpan(key * CiphertextSize, CiphertextSize);

    internal uint Code(int key) => (uint)_codes[key];

    /// <summary>1 to 254, which is secret.</summary>
    internal uint PayloadLength(int key) => (uint)_payloadLengths[key];

    /// <summary>Looks at a shard's results.</summary>
    /// <exception cref="EnclaveException">They are not for these keys, or not of the form that stores give.</exception>
    internal void Add(IReadOnlyList<FixedTxOutSearchResult> results)
    {
        if (results.Count != Keys.Count) throw Bad($"expected {Keys.Count} results, got {results.Count}");
        ulong good = ConstantTime.Yes;
        for (int i = 0; i < results.Count; i++)
        {
            FixedTxOutSearchResult result = results[i];
            if (result.SearchKey.Length != Keys[i].Length) throw Bad("a result is for another key");
            if (result.Ciphertext.Length != CiphertextSize) throw Bad($"expected {CiphertextSize} bytes, got {result.Ciphertext.Length}");
            good &= ConstantTime.Equal(result.SearchKey.Span, Keys[i]);
            // 0 and 255 would make the client's answer shorter.
            good &= ConstantTime.Less((ulong)result.PayloadLength - 1, CiphertextSize - 1);
            Move(i, (ulong)result.ResultCode, result.PayloadLength, result.Ciphertext.Span);
        }
        // One bit for the whole answer, always the same from an honest store.
        if (good != ConstantTime.Yes) throw Bad("a result is for another key, or of a wrong length");
    }

    public void Dispose()
    {
        CryptographicOperations.ZeroMemory(_ciphertexts);
        Array.Clear(_codes);
        Array.Clear(_payloadLengths);
    }

    private static EnclaveException Bad(string what) =>
        new(EnclaveErrorKind.BadShardResponse, "a store's answer is none to this query: " + what);

    // A found record wins; then that the key is none; then that a search failed; then that there is nothing.
    private void Move(int i, ulong code, ulong payloadLength, ReadOnlySpan<byte> ciphertext)
    {
        ulong current = _codes[i];
        ulong take = ConstantTime.Equal(code, Found)
            | (ConstantTime.Equal(code, BadSearchKey) & ~ConstantTime.Equal(current, Found))
            | ((ConstantTime.Equal(code, InternalError) | ConstantTime.Equal(code, RateLimited)) & ConstantTime.Equal(current, NotFound));
        _codes[i] = ConstantTime.Select(take, code, current);
        _payloadLengths[i] = ConstantTime.Select(take, payloadLength, _payloadLengths[i]);
        ConstantTime.CopyIf(take, ciphertext, _ciphertexts.AsSpan(i * CiphertextSize, CiphertextSize));
    }
}
