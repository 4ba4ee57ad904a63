/**
 * The preset dictionary of links that start with "p2:". It belongs to that tag and never changes: a link that was made with
 * it can only be read with it. Made from the vocabulary of the Kubernetes API and the shapes its objects usually have,
 * in the notation of columns.ts; what is most frequent stands last, where deflate reaches it with the shortest distance.
 */
export const DICTIONARY_P2 = [
  // Words of names, images and addresses.
  'prometheus grafana metrics monitoring kube-system kube-dns coredns ingress-nginx istio-system argocd logging staging production ',
  'rabbitmq:3 memcached:1 mongo:7 mysql:8 mariadb:11 postgres:16 redis:7 httpd:2 busybox:1 envoyproxy/envoy:v1 haproxy:3 traefik:v3 ',
  'registry.k8s.io/ ghcr.io/ docker.io/library/ quay.io/ gcr.io/ registry.example.com/ nginx:1.27 node:22 python:3.12 golang:1.24 ',
  'server client worker queue cache session user account auth login email notification order payment checkout shipping product search ',
  'image store gateway proxy database postgres mongo redis nginx web app api backend frontend default shop.example.com www. .local .svc.cluster.local ',
  'http://localhost: tcp:// udp:// icmp:// https:// http:// :latest :v1.0.0 :1.0.0 2001:db8:: fd00:10:244: ::/0 0.0.0.0/0 169.254.169.254/32 ',
  '10.0.0.0/8 172.16.0.0/12 192.168.0.0/16 203.0.113.10 198.51.100.10 10.96.0.1 10.0.0.11 172.18.0.2 192.168.1.11 192.168.0.11 10.244.0.0/24 10.244.1.0/24 10.96.0.10 10.244.1.2 ',
  // Labels.
  'app.kubernetes.io/component=,app.kubernetes.io/instance=,app.kubernetes.io/managed-by=Helm,app.kubernetes.io/name=,app.kubernetes.io/part-of=,app.kubernetes.io/version=',
  'controller-revision-hash=,pod-template-generation=1,statefulset.kubernetes.io/pod-name=,k8s-app=,kubernetes.io/metadata.name=,name=,component=,role=,track=stable,release=,environment=,version=v1',
  'beta.kubernetes.io/arch=amd64,beta.kubernetes.io/os=linux,kubernetes.io/arch=amd64,kubernetes.io/hostname=control-plane,kubernetes.io/os=linux,node-role.kubernetes.io/control-plane=,node.kubernetes.io/instance-type=,topology.kubernetes.io/region=,topology.kubernetes.io/zone=zone-a',
  'kubernetes.io/arch=amd64,kubernetes.io/hostname=worker-1,kubernetes.io/os=linux,topology.kubernetes.io/zone=zone-1\nkubernetes.io/hostname=node-1,topology.kubernetes.io/zone=',
  'app=,pod-template-hash=,tier=app=web,tier=frontend,tier=backend',
  // Shapes that are less frequent.
  '{apiVersion"kubeproxy.config.k8s.io/v1alpha1"clusterCIDR$detectLocalMode$kind"KubeProxyConfiguration"metadata{name$}mode$nodePortAddresses[$]}',
  '{apiVersion"gateway.networking.k8s.io/v1"kind"HTTPRoute"metadata{name$namespace$}spec{hostnames[$]parentRefs[{name$sectionName$}]rules[{backendRefs[{name$port#weight#}]filters[{requestHeaderModifier{add[{name$value$}]}type"RequestHeaderModifier"}]matches[{path{type"PathPrefix"value$}}]}]}}',
  '{apiVersion"gateway.networking.k8s.io/v1"kind"Gateway"metadata{name$namespace$}spec{gatewayClassName$listeners[{allowedRoutes{namespaces{from$}}hostname$name$port#protocol"HTTPS"tls{certificateRefs[{kind"Secret"name$}]mode$}}{name$port#protocol"HTTP"}]}}',
  '{addressType$apiVersion"discovery.k8s.io/v1"endpoints[{addresses[$]conditions{ready!serving!terminating?}nodeName$targetRef{kind"Pod"name$namespace$}zone$}]kind"EndpointSlice"metadata{labels%name$namespace$}ports[{name$port#protocol"TCP"}]}',
  '{apiVersion"batch/v1"kind"Job"metadata{name$namespace$}spec{parallelism#completions#template{spec{containers[{image$name$}]}}}}',
  '{matchExpressions[{key$operator"In"values[$$]}]}key$operator"NotIn"operator"Exists"operator"DoesNotExist"tolerations[{effect"NoSchedule"key$operator"Exists"}]taints[{effect"NoExecute"key$effect"PreferNoSchedule"value$}]unschedulable!',
  'initContainers[{image$name$restartPolicy$}]hostNetwork!nodeSelector%hostname$subdomain$serviceName$externalName$externalIPs[$]loadBalancerSourceRanges[$]headless sessionAffinity$sessionAffinityConfig{clientIP{timeoutSeconds#}}trafficDistribution$internalTrafficPolicy$publishNotReadyAddresses!ipFamilies[$$]ipFamilyPolicy$clusterIPs[$$]',
  'conditions[{message$status"False"type"Ready"}]containerStatuses[{name$state{waiting{reason$}}}]CrashLoopBackOff ImagePullBackOff phase$Pending Succeeded Failed hostPort#hostIP$podIPs[{ip$}{ip$}]"TCP""UDP""SCTP"ports[{containerPort#name$protocol"UDP"}]',
  '{container$namespace$pod$type"stop-container"}{namespace$pod$type"kill-sandbox"}{namespace$node$pod$type"reschedule"}{request#text$title$}{http{headers%method$}',
  // Shapes that are on most boards.
  '{apiVersion"v1"kind"Namespace"metadata{labels%name$}}\n{apiVersion"v1"kind"Namespace"metadata{name$}}',
  '{apiVersion"apps/v1"kind"DaemonSet"metadata{name$namespace$}spec{selector{matchLabels%}template{metadata{labels%}spec{containers[{image$name$ports[{containerPort#name$}]}]}}}}',
  '{apiVersion"apps/v1"kind"StatefulSet"metadata{labels%name$namespace$}spec{replicas#selector{matchLabels%}serviceName$template{metadata{labels%}spec{containers[{image$name$ports[{containerPort#name$}]}]}}}}',
  '{apiVersion"apps/v1"kind"ReplicaSet"metadata{labels%name$namespace$ownerReferences[{controller!kind"Deployment"name$}]}spec{replicas#selector{matchLabels%}template{metadata{labels%}spec{containers[{image$name$ports[{containerPort#}]}]}}}}',
  '{apiVersion"apps/v1"kind"Deployment"metadata{labels%name$namespace$}spec{replicas#selector{matchLabels%}template{metadata{labels%}spec{containers[{image$name$ports[{containerPort#name$}]}]}}}}',
  '{apiVersion"networking.k8s.io/v1"kind"NetworkPolicy"metadata{name$namespace$}spec{egress[{ports[{port#}{port#protocol"UDP"}]to[{namespaceSelector{matchLabels%}podSelector{matchLabels%}}{ipBlock{cidr$except[$]}}]}]ingress[{from[{namespaceSelector{matchLabels%}}]}]podSelector{}policyTypes["Ingress""Egress"]}}',
  '{apiVersion"networking.k8s.io/v1"kind"NetworkPolicy"metadata{name$namespace$}spec{ingress[{from[{podSelector{matchLabels%}}{podSelector{matchLabels%}}]ports[{port#}]}]podSelector{matchLabels%}}}',
  '{apiVersion"networking.k8s.io/v1"kind"Ingress"metadata{name$namespace$}spec{ingressClassName$rules[{host$http{paths[{backend{service{name$port{name$}}}path$pathType"Exact"}]}}]tls[{hosts[$]secretName$}]}}',
  '{apiVersion"networking.k8s.io/v1"kind"Ingress"metadata{name$namespace$}spec{ingressClassName$rules[{host$http{paths[{backend{service{name$port{number#}}}path$pathType"Prefix"}{backend{service{name$port{number#}}}path$pathType"Prefix"}]}}]tls[{hosts[$]secretName$}]}status{loadBalancer{ingress[{ip$}]}}}',
  '{apiVersion"v1"kind"Service"metadata{labels%name$namespace$}spec{clusterIP$ports[{name$nodePort#port#targetPort$}]selector%type"NodePort"}}',
  '{apiVersion"v1"kind"Service"metadata{name$namespace$}spec{clusterIP$externalTrafficPolicy$ports[{name$nodePort#port#targetPort#}{name$nodePort#port#targetPort#}]selector%type"LoadBalancer"}status{loadBalancer{ingress[{ip$ipMode$}]}}}',
  '{apiVersion"v1"kind"Service"metadata{labels%name$namespace$}spec{clusterIP$ports[{name$port#}{name$port#protocol"UDP"}]selector%}}',
  '{apiVersion"v1"kind"Service"metadata{name$namespace$}spec{clusterIP$ports[{name$port#targetPort#}]selector%}}',
  '{apiVersion"v1"kind"Service"metadata{name$namespace$}spec{clusterIP$ports[{port#targetPort#}]selector%}}',
  '{apiVersion"v1"kind"Pod"metadata{labels%name$namespace$}spec{containers[{image$name$ports[{containerPort#name$}]}{image$name$}]nodeName$}status{podIP$}}',
  '{apiVersion"v1"kind"Pod"metadata{labels%name$namespace$ownerReferences[{controller!kind"ReplicaSet"name$}]}spec{containers[{image$name$ports[{containerPort#name$}]}]nodeName$}status{conditions[{status"True"type"Ready"}]hostIP$podIP$}}',
  '{apiVersion"v1"kind"Pod"metadata{labels%name$namespace$}spec{containers[{image$name$ports[{containerPort#}]}]nodeName$}status{conditions[{status"True"type"Ready"}]hostIP$podIP$}}',
  '{apiVersion"v1"kind"Node"metadata{labels%name$}spec{podCIDR$taints[{effect"NoSchedule"key$}]}status{addresses[{address$type"InternalIP"}{address$type"ExternalIP"}]}}',
  '{from{internet!}to$via$}\n{from{node$}to$}\n{from{pod$}title$to$}\n{from{container$pod$}to$}\n{from{internet!}title$to$}\n{from{pod$}to$}\n[$##]\n[###]\n',
  '{rows{objects#}screen{}}{rows{interventions#objects#requests#story#}screen{request{from{pod$}to$}}}{document{overrides{cni$defaultNamespace$podCIDRs[$]proxyMode$serviceCIDRs[$]}title$}',
  '{apiVersion"v1"kind"Node"metadata{labels%name$}spec{podCIDR$}status{addresses[{address$type"InternalIP"}]}}\n{document{title$}layout#rows{objects#requests#}screen{beat#choices[#]lens$request#}}\n[###]\n',
].join('');
