// google.rpc.Status as grpc-status-details-bin carries it: 3 repeated google.protobuf.Any details.
using System.Text.Json;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;

namespace MobileCoin.Grpc;

/// <summary>The details of a failure as JSON: the type's URL and, the types being unknown here, the value in base64.</summary>
internal static class StatusDetails
{
    private const uint DetailsTag = (3 << 3) | 2;

    internal static void Write(Utf8JsonWriter json, byte[] status)
    {
        try
        {
            var input = new CodedInputStream(status);
            for (uint tag = input.ReadTag(); tag != 0; tag = input.ReadTag())
            {
                if (tag != DetailsTag)
                {
                    input.SkipLastField();
                    continue;
                }
                Any detail = Any.Parser.ParseFrom(input.ReadBytes());
                json.WriteStartObject();
                json.WriteString("@type", detail.TypeUrl);
                json.WriteString("value", detail.Value.ToBase64());
                json.WriteEndObject();
            }
        }
        catch (InvalidProtocolBufferException)
        {
            // The handler's bytes are no google.rpc.Status: no details.
        }
    }
}
