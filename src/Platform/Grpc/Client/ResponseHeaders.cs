using System.Globalization;
using System.Net.Http.Headers;
using Grpc.Core;
using MobileCoin.Grpc;

namespace Grpc.Net.Client;

/// <summary>Reads headers and trailers of responses.</summary>
internal static class ResponseHeaders
{
    internal static Metadata Read(HttpHeaders headers)
    {
        Metadata metadata = [];
        foreach ((string name, HeaderStringValues values) in headers.NonValidated)
        {
            if (HeaderNames.IsOwn(name)) continue;
            foreach (string value in values)
            {
                if (!MetadataHeaders.TryAdd(metadata, name, value)) throw Frames.Malformed($"the header {name} is not base64");
            }
        }
        return metadata;
    }

    internal static Status ReadStatus(HttpHeaders headers)
    {
        if (!headers.NonValidated.TryGetValues(HeaderNames.Status, out HeaderStringValues code)) return new Status(StatusCode.Unknown, "No grpc-status found on response.");
        if (!int.TryParse(code.ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out int number)) return new Status(StatusCode.Unknown, "Unexpected grpc-status value.");
        string detail = headers.NonValidated.TryGetValues(HeaderNames.Message, out HeaderStringValues message) ? PercentEncoding.Decode(message.ToString()) : "";
        return new Status(number is >= 0 and <= (int)StatusCode.Unauthenticated ? (StatusCode)number : StatusCode.Unknown, detail);
    }
}
