// Between the types of the protocol and the messages of the API: their bytes are the same.
using System.Diagnostics.CodeAnalysis;
using Google.Protobuf;
using Grpc.Core;
using MobileCoin.Accounts;
using MobileCoin.Blockchain;
using MobileCoin.Crypto;
using MobileCoin.Curve25519;
using MobileCoin.Wire;
using External = MobileCoin.Wire.External;

namespace MobileCoin.Mobilecoind;

/// <summary>Converts, and refuses what does not convert with INVALID_ARGUMENT and the field's name.</summary>
internal static class WireForms
{
    internal static TMessage To<TMessage, T>(T value)
        where TMessage : class, IMessage<TMessage>, new()
        where T : IWireMessage<T> => GeneratedMessage.Decode<TMessage>(value.Encode());

    internal static T From<T>(IMessage? message, string field)
        where T : IWireMessage<T>
    {
        try
        {
            return WireMessage.Decode<T>((message ?? throw Wrong(field, "is missing")).ToByteArray());
        }
        catch (Exception e) when (e is WireException or KeyException or ArgumentException)
        {
            throw Wrong(field, e.Message);
        }
    }

    internal static Wire.Blockchain.ArchiveBlock Archive(BlockData block) => GeneratedMessage.Decode<Wire.Blockchain.ArchiveBlock>(ArchiveBlocks.Encode(block));

    internal static External.CompressedRistretto Key(CompressedRistretto key) => new() { Data = ByteString.CopyFrom(key.ToBytes()) };

    internal static CompressedRistretto Key(External.CompressedRistretto? key, string field) =>
        new(Bytes(key?.Data, CompressedRistretto.Size, field));

    // An address whose keys are absent would be one of the identity.
    internal static PublicAddress Address(External.PublicAddress? address, string field)
    {
        if (address is null) throw Wrong(field, "is missing");
        _ = Bytes(address.ViewPublicKey?.Data, CompressedRistretto.Size, field + ".view_public_key");
        _ = Bytes(address.SpendPublicKey?.Data, CompressedRistretto.Size, field + ".spend_public_key");
        return From<PublicAddress>(address, field);
    }

    internal static ReadOnlySpan<byte> Bytes(ByteString? bytes, int length, string field) =>
        bytes?.Length == length ? bytes.Span : throw Wrong(field, $"expected {length} bytes, got {bytes?.Length ?? 0}");

    internal static RpcException Wrong(string field, string why) => new(new Status(StatusCode.InvalidArgument, $"{field}: {why}"));

    [DoesNotReturn]
    internal static void Refuse(string field, string why) => throw Wrong(field, why);
}
