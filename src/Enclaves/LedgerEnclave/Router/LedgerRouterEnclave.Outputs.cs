// Outputs with proofs (fact sheet fog §6.5): what is wanted becomes known to the host, and to nobody on the way.
using System.Security.Cryptography;
using MobileCoin.Attestation;
using MobileCoin.FogEnclave;
using MobileCoin.Transactions;
using MobileCoin.Wire;

namespace MobileCoin.LedgerEnclave;

public sealed partial class LedgerRouterEnclave
{
    /// <inheritdoc/>
    public OutputsQuery GetOutputs(EnclaveMessage request)
    {
        ArgumentNullException.ThrowIfNull(request);
        byte[] plaintext = DecryptOfClient(request);
        try
        {
            GetOutputsRequest wanted = WireMessage.Decode<GetOutputsRequest>(plaintext);
            return wanted.Indices.Count <= GetOutputsRequest.MaxIndices
                ? new OutputsQuery(request.Session, wanted)
                : throw new EnclaveException(EnclaveErrorKind.TooManyIndices, "Request size exceeds limit");
        }
        catch (WireException e)
        {
            throw new EnclaveException(EnclaveErrorKind.ProstDecode, "the request does not decode: " + e.Message, e);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(plaintext);
        }
    }

    /// <inheritdoc/>
    public EnclaveMessage GetOutputsData(ChannelId session, GetOutputsResponse response)
    {
        ArgumentNullException.ThrowIfNull(response);
        using var writer = new ProstWriter();
        response.WriteTo(writer);
        return EncryptForClient(session, default, writer.Written);
    }
}
