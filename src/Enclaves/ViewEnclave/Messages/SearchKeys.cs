// The keys of a decrypted query (fact sheet fog §5.3).
using System.Security.Cryptography;
using MobileCoin.FogEnclave;
using MobileCoin.Transactions;
using MobileCoin.Wire;

namespace MobileCoin.ViewEnclave;

internal static class SearchKeys
{
    // Answers repeat keys, and stores get queries of their routers': neither is to grow by keys that are none.
    private const int MaxSize = EnclaveConstants.MaxKeys * 64;

    /// <summary>Reads a query. How many keys it has and how long they are shows in its length.</summary>
    /// <exception cref="EnclaveException">The bytes are no query, or it has too many keys, or too many bytes.</exception>
    internal static IReadOnlyList<byte[]> Read(ReadOnlySpan<byte> query)
    {
        if (query.Length > MaxSize)
        {
            throw new EnclaveException(EnclaveErrorKind.TooManyKeys, $"a query has at most {MaxSize} bytes, this one has {query.Length}");
        }
        try
        {
            int count = QueryFields.Count(query);
            return count <= EnclaveConstants.MaxKeys
                ? WireMessage.Decode<QueryRequest>(query).GetTxos
                : throw new EnclaveException(
                    EnclaveErrorKind.TooManyKeys, $"a query has at most {EnclaveConstants.MaxKeys} keys, this one has {count}");
        }
        catch (WireException e)
        {
            throw new EnclaveException(EnclaveErrorKind.ProstDecode, "the query does not decode: " + e.Message, e);
        }
    }

    internal static void Wipe(IReadOnlyList<byte[]> keys)
    {
        for (int i = 0; i < keys.Count; i++) CryptographicOperations.ZeroMemory(keys[i]);
    }
}
