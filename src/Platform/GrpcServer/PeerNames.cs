using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Http;

namespace MobileCoin.Grpc;

/// <summary>The names of peers as gRPC writes them.</summary>
internal static class PeerNames
{
    internal static string Of(HttpContext http)
    {
        IPAddress? address = http.Connection.RemoteIpAddress;
        if (address is null) return "unix:" + http.Connection.Id;
        if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();
        int port = http.Connection.RemotePort;
        return address.AddressFamily == AddressFamily.InterNetwork
            ? string.Create(CultureInfo.InvariantCulture, $"ipv4:{address}:{port}")
            : string.Create(CultureInfo.InvariantCulture, $"ipv6:[{address}]:{port}");
    }
}
