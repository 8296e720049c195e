// The keys of a decrypted query (fact sheet fog §5.3).
using System.Security.Cryptography;
using MobileCoin.FogEnclave;
using MobileCoin.Transactions;
using MobileCoin.Wire;

namespace MobileCoin.ViewEnclave;

internal static class SearchKeys
{
    /// <summary>Reads a query. How many keys it has and how long they are shows in its length.</summary>
    /// <exception cref="EnclaveException">The bytes are no query, or it has too many keys.</exception>
    internal static IReadOnlyList<byte[]> Read(ReadOnlySpan<byte> query)
    {
        IReadOnlyList<byte[]> keys;
        try
        {
            keys = WireMessage.Decode<QueryRequest>(query).GetTxos;
        }
        catch (WireException e)
        {
            throw new EnclaveException(EnclaveErrorKind.ProstDecode, "the query does not decode: " + e.Message, e);
        }
        return keys.Count <= EnclaveConstants.MaxKeys
            ? keys
            : throw new EnclaveException(
                EnclaveErrorKind.TooManyKeys, $"a query has at most {EnclaveConstants.MaxKeys} keys, this one has {keys.Count}");
    }

    internal static void Wipe(IReadOnlyList<byte[]> keys)
    {
        for (int i = 0; i < keys.Count; i++) CryptographicOperations.ZeroMemory(keys[i]);
    }
}
