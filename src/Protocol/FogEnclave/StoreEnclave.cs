// An enclave as a store: its sessions with routers (fact sheet fog §5.4, §6.3).
using MobileCoin.Attestation;
using MobileCoin.Wire;

namespace MobileCoin.FogEnclave;

/// <summary>What the stores of fog view and fog ledger share.</summary>
public abstract class StoreEnclave : AttestedEnclave
{
    private protected StoreEnclave(string responderId, EnclavePlatform platform)
        : base(responderId, platform)
    {
    }

    /// <summary>Answers a router's first message.</summary>
    /// <exception cref="EnclaveException">It does not read, or there is no evidence yet.</exception>
    public AcceptedSession FrontendAccept(ReadOnlySpan<byte> message)
    {
        try
        {
            byte[] response = Channels.FrontendAccept(message, out ChannelId session);
            return new AcceptedSession(response, session);
        }
        catch (AttestException e)
        {
            throw new EnclaveException(e);
        }
    }

    /// <summary>Ends a session with a router; nothing happens if there is none.</summary>
    public void FrontendClose(ChannelId session) => Channels.FrontendClose(session);

    /// <summary>A router's query; the caller wipes it.</summary>
    private protected byte[] Decrypt(NonceMessage query)
    {
        try
        {
            return Channels.FrontendDecrypt(query.Session, query.Nonce, query.Aad.Span, query.Data.Span);
        }
        catch (AttestException e)
        {
            throw new EnclaveException(e);
        }
    }

    /// <summary>An answer to a router's query.</summary>
    private protected NonceMessage Encrypt<TAnswer>(ChannelId session, TAnswer answer)
        where TAnswer : IWireMessage<TAnswer>
    {
        using var writer = new ProstWriter();
        answer.WriteTo(writer);
        try
        {
            byte[] data = Channels.FrontendEncrypt(session, [], writer.Written, out ulong nonce);
            return new NonceMessage(session, nonce, default, data);
        }
        catch (AttestException e)
        {
            throw new EnclaveException(e);
        }
    }
}
