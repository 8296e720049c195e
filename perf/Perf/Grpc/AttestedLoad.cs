// The client's side of attested calls under load: one session a call that is on its way.
using System.Security.Cryptography;
using Google.Protobuf;
using Grpc.Net.Client;
using MobileCoin.Attestation;
using MobileCoin.Crypto;
using MobileCoin.Wire.Attest;
using MobileCoin.Wire.FogView;

namespace MobileCoin.Perf;

/// <summary>Sessions whose next messages are written straight into prepared frames. Answers of the handshakes and of one query each are verified.</summary>
internal static class AttestedLoad
{
    private const int MessageBytes = 1024;

    internal static LoadClient Client(LoadServer server)
    {
        using GrpcChannel channel = GrpcChannel.ForAddress($"http://{server.EndPoint}");
        var client = new FogViewAPI.FogViewAPIClient(channel);
        (NoiseSession Session, byte[] Body, int At)[] sessions = [.. Enumerable.Range(0, LoadClient.Streams).Select(_ => Open(client))];
        byte[] plaintext = new byte[MessageBytes];
        return new LoadClient(server.EndPoint, LoadServer.AttestedPath, "application/grpc", sessions[0].Body, (slot, body) =>
        {
            (NoiseSession session, byte[] prepared, int at) = sessions[slot];
            prepared.CopyTo(body);
            session.Encrypt([], plaintext, body.Slice(at, MessageBytes + NoiseSession.Overhead));
        });
    }

    private static (NoiseSession Session, byte[] Body, int At) Open(FogViewAPI.FogViewAPIClient client)
    {
        using AttestedInitiator initiator = AttestedInitiator.Client(EchoEnclave.ResponderId, RandomNumberGenerator.Fill);
        AuthMessage shaken = client.Auth(new AuthMessage { Data = ByteString.CopyFrom(initiator.FirstMessage) });
        NoiseSession session = initiator.Finish(shaken.Data.Span, EchoEnclave.Policy, out _);
        byte[] plaintext = RandomNumberGenerator.GetBytes(MessageBytes), data = new byte[MessageBytes + NoiseSession.Overhead], back = new byte[MessageBytes];
        session.Encrypt([], plaintext, data);
        var message = new Message { ChannelId = ByteString.CopyFrom(session.ChannelBinding), Data = ByteString.CopyFrom(data) };
        Message answer = client.Query(message);
        if (!session.TryDecrypt([], answer.Data.Span, back, out _) || !back.AsSpan().SequenceEqual(plaintext)) throw new InvalidOperationException("an answer is wrong");
        byte[] bytes = message.ToByteArray();
        byte[] body = [0, 0, 0, (byte)(bytes.Length >> 8), (byte)bytes.Length, .. bytes];
        return (session, body, body.Length - data.Length);
    }
}
