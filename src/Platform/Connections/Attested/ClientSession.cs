// A client's side of an attested channel (fact sheet crypto §6.1, §6.5, §6.7).
using System.Security.Cryptography;
using Google.Protobuf;
using MobileCoin.Attestation;
using MobileCoin.Crypto;
using MobileCoin.Wire.Attest;

namespace MobileCoin.Connections;

/// <summary>A session with an enclave that was verified: what is written must be sent in that order, answers read in theirs. One caller at a time.</summary>
internal sealed class ClientSession : IDisposable
{
    private readonly Endpoint _endpoint;
    private readonly NoiseSession _session;
    private readonly ByteString _channelId;

    private ClientSession(Endpoint endpoint, NoiseSession session, VerificationResult verification)
    {
        _endpoint = endpoint;
        _session = session;
        _channelId = ByteString.CopyFrom(session.ChannelBinding);
        Verification = verification;
    }

    /// <summary>The checks that the enclave's evidence passed.</summary>
    internal VerificationResult Verification { get; }

    /// <summary>Shakes hands.</summary>
    /// <param name="endpoint">The service.</param>
    /// <param name="policy">The enclaves that are trusted; without a time it is taken strictly at the clock's.</param>
    /// <param name="ask">Sends the first message and gives the answer.</param>
    /// <exception cref="ConnectionException">The call failed, or the enclave is not trusted.</exception>
    internal static async Task<ClientSession> BeginAsync(Endpoint endpoint, VerificationPolicy policy, Func<AuthMessage, Task<AuthMessage>> ask)
    {
        using AttestedInitiator initiator = AttestedInitiator.Client(endpoint.Uri.ResponderId, endpoint.Options.Random);
        AuthMessage answer = await ask(new AuthMessage { Data = ByteString.CopyFrom(initiator.FirstMessage) }).ConfigureAwait(false);
        if (policy.Time.Now is null) policy = policy with { Time = TimePolicy.Strict(endpoint.Options.TimeProvider.GetUtcNow()) };
        try
        {
            NoiseSession session = initiator.Finish(answer.Data.Span, policy, out VerificationResult verification);
            return new ClientSession(endpoint, session, verification);
        }
        catch (AttestException e)
        {
            throw new ConnectionException(endpoint, e);
        }
    }

    /// <summary>Encrypts the next message.</summary>
    internal Message Write(ReadOnlySpan<byte> aad, ReadOnlySpan<byte> plaintext)
    {
        byte[] data = new byte[plaintext.Length + NoiseSession.Overhead];
        try
        {
            _session.Encrypt(aad, plaintext, data);
        }
        catch (NoiseException e)
        {
            throw new ConnectionException(ConnectionError.Channel, $"{_endpoint.Uri}: {e.Message}", e);
        }
        return new Message { Aad = ByteString.CopyFrom(aad), ChannelId = _channelId, Data = UnsafeByteOperations.UnsafeWrap(data) };
    }

    /// <summary>Decrypts the next answer, which is handed to <paramref name="decode"/> and wiped.</summary>
    internal TResult Read<TResult>(Message answer, Func<byte[], TResult> decode)
    {
        byte[] plaintext = new byte[Math.Max(0, answer.Data.Length - NoiseSession.Overhead)];
        if (!_session.TryDecrypt(answer.Aad.Span, answer.Data.Span, plaintext, out NoiseError error))
        {
            throw new ConnectionException(ConnectionError.Channel, $"{_endpoint.Uri}: an answer does not decrypt ({error})");
        }
        try
        {
            return decode(plaintext);
        }
        catch (Wire.WireException e)
        {
            throw ConnectionException.Answer(_endpoint, "the answer does not decode: " + e.Message, e);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(plaintext);
        }
    }

    public void Dispose() => _session.Dispose();
}
